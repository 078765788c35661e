// What each step of a translation costs, by Google Benchmark.

#include <benchmark/benchmark.h>

#include <chrono>
#include <string>

#include "bench/translation.h"

namespace {

using namespace uws::bench;
using Clock = std::chrono::steady_clock;

constexpr const char* kCalls[] = {"move:1", "move:100", "move:10000",
                                  "list:1", "list:100", "list:2000"};

// Times `step` alone of each round; what comes before and after is not counted.
template <class Prepare, class Step>
void time_step(benchmark::State& state, Prepare prepare, Step step) {
  for (const auto round : state) {
    (void)round;
    auto prepared = prepare();
    const auto start = Clock::now();
    auto result = step(prepared);
    const std::chrono::duration<double> took = Clock::now() - start;
    benchmark::DoNotOptimize(result);
    state.SetIterationTime(took.count());
  }
}

void open(benchmark::State& state, const char* call) {
  const Translation translation(call_of(call));
  time_step(
      state, [] { return 0; }, [&](int) { return translation.open(); });
}

void to_rest(benchmark::State& state, const char* call) {
  const Translation translation(call_of(call));
  time_step(
      state, [&] { return translation.open(); },
      [&](uws::mapping::Decoded& request) { return translation.to_rest(std::move(request)); });
}

void to_soap(benchmark::State& state, const char* call) {
  const Translation translation(call_of(call));
  time_step(
      state, [&] { return translation.to_rest(translation.open()); },
      [&](auto& talk) {
        translation.to_soap(*talk);
        return talk.get();
      });
}

void write(benchmark::State& state, const char* call) {
  const Translation translation(call_of(call));
  time_step(
      state,
      [&] {
        auto talk = translation.to_rest(translation.open());
        translation.to_soap(*talk);
        return talk;
      },
      [&](auto& talk) { return translation.write(*talk); });
}

void whole(benchmark::State& state, const char* call) {
  const Translation translation(call_of(call));
  for (const auto round : state) {
    (void)round;
    benchmark::DoNotOptimize(translation.all());
  }
}

template <class Text>
void text(benchmark::State& state, Text make) {
  for (const auto round : state) {
    (void)round;
    benchmark::DoNotOptimize(make());
  }
}

void add(const char* step, void (*run)(benchmark::State&, const char*)) {
  for (const auto* call : kCalls) {
    const auto name = std::string(step) + "/" + call;
    auto* added = benchmark::RegisterBenchmark(name.c_str(), run, call);
    if (run != whole) added->UseManualTime();
  }
}

}  // namespace

int main(int argc, char** argv) {
  add("open", open);
  add("to_rest", to_rest);
  add("to_soap", to_soap);
  add("write", write);
  add("whole", whole);
  benchmark::RegisterBenchmark("fault", [](auto& state) { text(state, write_fault); });
  benchmark::RegisterBenchmark("callback", [](auto& state) { text(state, write_callback); });
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
