// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_SIGNING_SELECTION_HPP
#define TOLLGATE_SIGNING_SELECTION_HPP

#include <tollgate/core/wiped_buffer.hpp>
#include <tollgate/format/parameter.hpp>

#include <boost/container/small_vector.hpp>

#include <memory_resource>
#include <optional>
#include <span>
#include <string_view>

namespace tollgate::inline v0::signing {

/// A field on its way through a set's stages: its name and the text that is signed for it.
struct item {
    std::string_view name;
    std::string_view text;
    std::span<parameter const> nested; ///< What an object or array holds, until a map made text of it.
    value_kind kind = value_kind::text;
};

/**
 * \brief How a gateway writes the values that are not plain text.
 *
 * | expression | meaning |
 * |---|---|
 * | `M::leaves(item)` | whether the item's source text is signed as it stands |
 * | `M::write(item, out)` | writes the text otherwise; `false` if the gateway documents none for such a value
 * |
 */
template <class M>
concept value_map = requires(item const &i, detail::wiped_buffer &out)
{
    {
        M::leaves(i)
        } -> std::same_as<bool>;
    {
        M::write(i, out)
        } -> std::same_as<bool>;
};

/// The fields that take part, in order. Texts that maps made live here too.
class selection {
public:
    boost::container::small_vector<item, 32> items;
    std::optional<problem_with> problem;

    selection() = default;
    selection(selection const &) = delete;
    selection &operator=(selection const &) = delete;

    /// Keeps a copy for as long as the selection lives.
    [[nodiscard]] std::string_view keep(std::string_view text)
    {
        if (text.empty()) return {};
        char *const copy = static_cast<char *>(arena_.allocate(text.size(), 1));
        std::memcpy(copy, text.data(), text.size());
        return {copy, text.size()};
    }

private:
    std::byte inline_[4096]; // as much as a wiped_buffer takes without the heap
    std::pmr::monotonic_buffer_resource arena_{inline_, sizeof inline_};
};

} // namespace tollgate::inline v0::signing

#endif
