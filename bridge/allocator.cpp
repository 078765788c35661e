// Settings of jemalloc, which looks for this name; without it nobody does. Pages that have not been
// used for a second go back to the system, by a thread of jemalloc's own.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "background_thread:true,dirty_decay_ms:1000,muzzy_decay_ms:0";
}
