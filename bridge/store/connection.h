#pragma once
// A connection to the database and what is kept for its life: statements that are prepared once,
// and what the registrations say of where callbacks go.

#include <soci/soci.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "bridge/store/target.h"

namespace uws::store {

// The store's thread alone uses it. A soci::session for everything that is asked but rarely.
class Connection final : public soci::session {
 public:
  // Ends the reading of a statement that stays prepared: it must hold no snapshot of the database
  // beyond its use.
  using Settle = void (*)(soci::statement&);

  Connection(const soci::backend_factory& factory, const std::string& parameters, Settle settle)
      : soci::session(factory, parameters), settle_(settle) {}

  // What every job of the store (Store::Job) is handed is one of these.
  static Connection& of(soci::session& handed) { return static_cast<Connection&>(handed); }

  // Runs `sql` with soci::into() and soci::use() elements of one row; false = it gave no row.
  template <class... Parts>
  bool run(std::string_view sql, Parts&&... parts) {
    Run run(*this, sql, parts...);
    return run.statement.execute(true);
  }
  // The same; the reply is how many rows were changed.
  template <class... Parts>
  long long change(std::string_view sql, Parts&&... parts) {
    Run run(*this, sql, parts...);
    run.statement.execute(true);
    return run.statement.get_affected_rows();
  }
  // Calls `each()` for every row.
  template <class Each, class... Parts>
  void rows(std::string_view sql, Each each, Parts&&... parts) {
    Run run(*this, sql, parts...);
    run.statement.execute();
    while (run.statement.fetch()) each();
  }

  // Where the callbacks of a registration go; see target.h.
  TargetCache targets;

 private:
  struct Run {
    template <class... Parts>
    Run(Connection& connection, std::string_view sql, Parts&... parts)
        : owner(connection), statement(connection.prepared(sql)) {
      (statement.exchange(parts), ...);
      statement.define_and_bind();
    }
    ~Run() {
      statement.bind_clean_up();
      owner.settle_(statement);
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    Connection& owner;
    soci::statement& statement;
  };

  soci::statement& prepared(std::string_view sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) return *found->second.statement;
    auto kept = std::make_unique<std::string>(sql);
    auto made = std::make_unique<soci::statement>(*this);
    made->alloc();
    made->prepare(*kept);
    const std::string_view key = *kept;
    return *statements_.emplace(key, Kept{std::move(kept), std::move(made)})
                .first->second.statement;
  }

  struct Kept {
    std::unique_ptr<std::string> sql;
    std::unique_ptr<soci::statement> statement;
  };

  Settle settle_;
  std::unordered_map<std::string_view, Kept> statements_;
};

}  // namespace uws::store
