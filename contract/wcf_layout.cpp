// What the writer does where the contract is an owner's: members come by their built-in tags and in
// their built-in order, and are to stand in his.

#include <algorithm>

#include "contract/values.h"
#include "contract/wcf_writer.h"

namespace uws::contract {
namespace {

constexpr std::size_t kMostLeftOut = 16;

bool has_levels(const Shape& shape) {
  return std::ranges::any_of(
      shape.members, [](const Member& member) { return member.outer && member.outer->level; });
}

}  // namespace

// Few, and nearly in order; those of one place stay as they came. Whether they were in order.
bool WcfWriter::sort(std::span<Piece> pieces) {
  const auto place = [](const Piece& piece) {
    return std::pair(piece.index, piece.index_in_level);
  };
  bool sorted = true;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    if (place(pieces[i - 1]) <= place(pieces[i])) continue;
    sorted = false;
    const auto to = std::upper_bound(
        pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(i), place(pieces[i]),
        [&](const auto& wanted, const Piece& piece) { return wanted < place(piece); });
    std::rotate(to, pieces.begin() + static_cast<std::ptrdiff_t>(i),
                pieces.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
  return sorted;
}

void WcfWriter::start_lay(const Shape& shape, const Task& task) {
  Frame& frame = frames_.back();
  frame.ours = shape.layout->ours;
  frame.chores |= kLaid;
  tasks_.push_back(task);
  tasks_.back().layout = shape.layout;
  lays_.push_back({&shape, 0, 0, pieces_.size()});
}

const Place& WcfWriter::place_of(const Member& ours, const Layout& layout) {
  return layout.places[static_cast<std::size_t>(&ours - layout.ours->members.data())];
}

void WcfWriter::begin_plain(const Member& ours, bool nil) {
  const Place& place = place_of(ours, *frames_.back().shape->layout);
  if (!place.member) {
    if (!nil) begin_dropped(ours);
    return;
  }
  const Member& to = *place.member;
  if (nil && !to.nillable) return;
  open(to.name, to, nil);
  if (nil) {
    end();
  } else if (to.type) {
    enter(*to.type, {});
  }
}

// The content of the element opened last.
void WcfWriter::enter(const Shape& shape, const Task& task) {
  if (!shape.layout->plain) return start_lay(shape, task);
  frames_.back().ours = shape.layout->ours;
  if (frames_.back().chores != 0) tasks_.push_back(task);
}

void WcfWriter::begin_laid(const Member& ours, bool nil) {
  const Frame& parent = frames_.back();
  if ((parent.chores & (kLaid | kSilent)) == 0) {
    if ((parent.chores & kDropped) == 0) return begin_plain(ours, nil);
    if (nil && !ours.nillable) return;
    open(ours.name, ours, nil);
    if (nil) end();
    return;
  }
  const Place& place = place_of(ours, *tasks_.back().layout);
  if (place.dissolved) {
    if (nil) return;
    frames_.push_back({parent.shape, place.dissolved->ours, {}, letters_.size(), 0, kSilent, 0});
    tasks_.push_back({.layout = place.dissolved});
  } else if (place.member) {
    begin_placed(place, nil);
  } else if (!nil) {
    begin_dropped(ours);
  }
}

void WcfWriter::begin_placed(const Place& place, bool nil) {
  const Member& to = *place.member;
  if (nil && !to.nillable) return;
  Lay& lay = lays_.back();
  const Layout& layout = *lay.shape->layout;
  if (layout.moved) return begin_piece(place, lay, nil);
  if (layout.extras) write_extras(lay, place.index);
  begin_element(place, nil, 0);
}

// Quick where nothing is to be remembered but where it stands.
void WcfWriter::begin_piece(const Place& place, Lay& lay, bool nil) {
  const Member& to = *place.member;
  if (start_tag_open_) {
    close_start_tag();
    lay.content = out_.size();
  }
  if (place.level) {
    enter_level(*place.level);
    return begin_element(place, nil, kPiece | kInLevel);
  }
  if ((to.type && !nil) || place.checked) return begin_element(place, nil, kPiece);
  pieces_.push_back({place.index, 0, out_.size(), 0});
  open(to.name, to, nil);
  frames_.back().chores = kQuick;
  frames_.back().likely = pieces_.size() - 1;
  if (nil) end();
}

void WcfWriter::begin_element(const Place& place, bool nil, std::uint8_t chores) {
  const Member& to = *place.member;
  if (place.checked && !nil) chores |= kChecked;
  if (chores == 0 && !to.type) {
    open(to.name, to, nil);
    if (nil) end();
    return;
  }
  Task task{.member = &to,
            .mark = out_.size(),
            .index = place.index,
            .index_in_level = place.index_in_level,
            .start_tag_open = start_tag_open_};
  open(to.name, to, nil);
  task.content = out_.size();
  frames_.back().chores = chores;
  if (!nil && to.type) {
    enter(*to.type, task);
  } else if (chores != 0) {
    tasks_.push_back(task);
  }
  if (nil) end();
}

void WcfWriter::begin_dropped(const Member& ours) {
  const Task task{.mark = out_.size(), .start_tag_open = start_tag_open_};
  open(ours.name, ours, false);
  frames_.back().chores = kDropped;
  tasks_.push_back(task);
}

// As if the level had been opened, but that nothing is written yet.
void WcfWriter::enter_level(const Member& level) {
  const auto scope = letters_.size();
  const auto enter = [this](std::string_view name_space) {
    const bool known = name_space.empty() || name_space == default_space_;
    if (!known && prefix_of(name_space) == 0) letters_.push_back(name_space);
  };
  enter(level.name_space);
  enter(level.type->name_space);
  frames_.push_back({level.type, level.type->layout->ours, level.name, scope, 0, kSilent, 0});
  tasks_.push_back({.layout = level.type->layout});
}

void WcfWriter::leave(const Frame& frame) {
  frames_.pop_back();
  letters_.resize(frame.scope);
}

void WcfWriter::finish(const Frame& frame) {
  if ((frame.chores & kLaid) != 0) finish_lay();
  const Task task = tasks_.back();
  tasks_.pop_back();
  if ((frame.chores & kSilent) != 0) return leave(frame);
  if ((frame.chores & kDropped) != 0) return take_back(frame, task);
  const bool written = finish_element(frame, task);
  if (written && (frame.chores & kPiece) != 0) {
    pieces_.push_back({task.index, task.index_in_level, task.mark, out_.size()});
  }
  if ((frame.chores & kInLevel) == 0) return;
  tasks_.pop_back();
  leave(Frame(frames_.back()));
}

void WcfWriter::take_back(const Frame& frame, const Task& task) {
  leave(frame);
  out_.resize(task.mark);
  start_tag_open_ = task.start_tag_open;
}

// False: nothing is left of it.
bool WcfWriter::finish_element(const Frame& frame, const Task& task) {
  if ((frame.chores & kChecked) == 0 || holds_valid_text(task)) {
    leave(frame);
    end_element(frame);
    return true;
  }
  take_back(frame, task);
  if (left_out_.size() < kMostLeftOut) {
    left_out_.push_back(std::string(frames_.back().shape->name) + "." +
                        std::string(task.member->name));
  }
  if (!task.member->nillable) return false;
  open(task.member->name, *task.member, true);
  end();
  return true;
}

bool WcfWriter::holds_valid_text(const Task& task) const {
  auto text = std::string_view(out_).substr(task.content);
  if (text.starts_with('>')) text.remove_prefix(1);
  const Member& member = *task.member;
  if (member.outer && !member.outer->values.empty()) {
    return std::ranges::binary_search(member.outer->values, text);
  }
  return valid_value(member.kind, text);
}

void WcfWriter::finish_lay() {
  Lay& lay = lays_.back();
  if (lay.shape->layout->moved) {
    lay_out(lay);
  } else if (lay.shape->layout->extras) {
    write_extras(lay, lay.shape->members.size());
  }
  lays_.pop_back();
}

// Those that come before member `until`.
void WcfWriter::write_extras(Lay& lay, std::size_t until) {
  for (auto i = lay.next; i < until; ++i) {
    if (!lay.shape->members[i].ours) write_extra(lay.shape->members[i]);
  }
  lay.next = std::max(lay.next, until);
}

void WcfWriter::write_extra(const Member& member) {
  const bool constant = member.outer && member.outer->constant;
  if (!constant && (!member.nillable || member.repeated)) return;
  open(member.name, member, !constant);
  if (constant) text(*member.outer->constant);
  end();
}

void WcfWriter::write_pieces(std::span<const Piece> pieces, std::size_t content) {
  for (const auto& piece : pieces) {
    close_start_tag();
    out_.append(moved_, piece.begin - content, piece.end - piece.begin);
  }
}

void WcfWriter::write_level(const Member& level, std::span<const Piece> pieces,
                            std::size_t content) {
  const bool nil = pieces.empty() && level.nillable;
  if (pieces.empty() && !nil && !level.required) return;
  open(level.name, level, nil);
  const auto members = level.type->members;
  std::size_t at = 0;
  for (std::size_t i = 0; !nil && i < members.size(); ++i) {
    const auto begin = at;
    while (at < pieces.size() && pieces[at].index_in_level == i) ++at;
    write_pieces(pieces.subspan(begin, at - begin), content);
    if (!members[i].ours) write_extra(members[i]);
  }
  end();
}

void WcfWriter::lay_out(const Lay& lay) {
  const std::span<Piece> pieces = std::span(pieces_).subspan(lay.pieces);
  const bool sorted = sort(pieces);
  if (!sorted || lay.shape->layout->extras || has_levels(*lay.shape)) lay_anew(lay, pieces);
  pieces_.resize(lay.pieces);
  if (lay.content == 0 || out_.size() != lay.content) return;
  out_.pop_back();
  start_tag_open_ = true;
}

void WcfWriter::lay_anew(const Lay& lay, std::span<const Piece> pieces) {
  const auto content = lay.content != 0 ? lay.content : out_.size();
  moved_.assign(out_, content);
  out_.resize(content);
  std::size_t at = 0;
  for (std::size_t i = 0; i < lay.shape->members.size(); ++i) {
    const auto& member = lay.shape->members[i];
    const auto begin = at;
    while (at < pieces.size() && pieces[at].index == i) ++at;
    const auto these = pieces.subspan(begin, at - begin);
    if (member.outer && member.outer->level) {
      write_level(member, these, content);
    } else if (member.ours) {
      write_pieces(these, content);
    } else {
      write_extra(member);
    }
  }
}

}  // namespace uws::contract
