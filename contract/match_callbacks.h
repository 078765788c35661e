#pragma once
// An owner's callback messages beside the built-in ones.

#include <span>
#include <vector>

#include "contract/callback_elements.h"
#include "contract/callback_layout.h"
#include "contract/match.h"

namespace uws::contract {

// What CallbackLayout::lay_out() does to the messages `ours`, as findings (kCallback):
//  - only_ours: an element that has no place there, so it is not written;
//  - only_his: a member that no callback has: the rule's constant; nil, if it is nillable, required
//    and no list; else left out;
//  - kind: a value on one side, members on the other, or one there and a list here; what does not
//    fit is not written, a list is written whole: nothing is lost to who reads it by hand.
// Names and rules decide, and the item of a list has no place of its own: it needs its name. Of an
// open element only the names that are known are compared: any other may come too. Values are not
// compared: what is none of his is left out or nil, and told, when it comes. A message he does not
// declare is written as built in and has no finding. Pure.
std::vector<Finding> match_callbacks(const CallbackLayout& theirs,
                                     std::span<const CallbackElement> ours);

}  // namespace uws::contract
