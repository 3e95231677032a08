// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_READING_HPP
#define TOLLGATE_DETAIL_FORMAT_READING_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/format/parameter_list.hpp>
#include <tollgate/detail/format/required_fields.hpp>
#include <tollgate/detail/reading_table.hpp>
#include <tollgate/message.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::inline v0::detail {

/**
 * \brief How a message's signature covers values that are no texts.
 * \details Where a text in a value's place would be signed alike, whoever puts the one in the other's place must not change what is
 * read, nor take it away.
 */
class signed_values {
public:
    /// The text that would be signed alike, if that is not the one that stands there.
    [[nodiscard]] virtual std::optional<std::string> as_text(parameter const &value,
                                                             std::span<parameter const> inside) const = 0;
    /// Whether a truth value or an object would be signed as this text is.
    [[nodiscard]] virtual bool may_stand_for(std::string_view text, value_kind kind) const = 0;
    /// Whether `true` or `false` would be signed as this text is.
    [[nodiscard]] bool signs_truth_as(std::string_view truth, std::string_view text) const
    {
        return as_text({.name = {}, .text = truth, .kind = value_kind::boolean}, {}) == text;
    }

protected:
    signed_values() = default;
    ~signed_values() = default;
};

/**
 * \brief Reads an aggregate of fields from what was received.
 * \details A value converts exactly or not at all; a number may arrive as text, a number or a truth value where a text is
 * declared. JSON `null` counts as absent, and so
 * does an empty text where an optional field is no text. An optional field that does not convert is left out, unless another message
 * with the same signature says something there. Names that
 * the aggregate does not know, or could not read, are passed over, or kept in its \ref unlisted member. A value whose bytes are
 * not UTF-8 does not convert; where it is only kept, U+FFFD stands in their place. A value whose name stands twice is none that
 * counts; where it is only kept, both are.
 */
class reading {
public:
    /// \param passed_over names that an \ref unlisted member leaves out
    /// \param by         how the signature covers values; null where it covers them as they stand
    explicit reading(std::span<parameter const> from, std::span<std::string_view const> passed_over = {},
                     signed_values const *by = nullptr)
        : from_{from},
          passed_over_{passed_over},
          signed_{by}
    {
    }

    [[nodiscard]] std::optional<problem_with> const &problem() const noexcept { return problem_; }
    /// The first optional field that did not convert, by name; empty if there is none.
    [[nodiscard]] std::string_view unreadable() const noexcept { return unreadable_; }

    /// After a problem, the aggregate's content is meaningless.
    template <aggregate_of_fields T>
    [[nodiscard]] T aggregate()
    {
        if constexpr (requires { typename T::carried; }) {
            return T{aggregate<typename T::carried>()};
        } else {
            T read = blank_value<T>();
            fill(aggregate_reader_of<T>::table, &read);
            return read;
        }
    }
    /// Fills an aggregate whose fields are blank.
    TOLLGATE_DECL void fill(aggregate_reader const &known, void *aggregate);

private:
    struct element_of;
    struct parts_of;

    TOLLGATE_DECL void fields(aggregate_reader const &known, void *aggregate);

    [[nodiscard]] TOLLGATE_DECL parameter const *present(std::string_view name);
    [[nodiscard]] TOLLGATE_DECL parameter const *present(field_row const &row);
    [[nodiscard]] std::span<parameter const> inside(parameter const &p) const
    {
        return nested(from_, static_cast<std::size_t>(&p - from_.data()));
    }
    void complain(errc why, std::string_view name)
    {
        if (!problem_) problem_ = {why, name};
    }
    /// About a value in the place of which another message with the same signature has another one.
    void refuse(std::string_view name)
    {
        complain(errc::field_not_convertible, name);
        is_refused_ = true;
    }
    TOLLGATE_DECL void fill_nested(reading other_one, aggregate_reader const &known, void *aggregate);
    TOLLGATE_DECL void note_of(reading const &other_one);

    TOLLGATE_DECL void field(field_row const &row, field_reader const &known, field_place to);
    TOLLGATE_DECL void field_or_leave_out(field_row const &row, field_reader const &known, field_place to);
    TOLLGATE_DECL void value_field(field_row const &row, field_reader const &known, void *at);
    TOLLGATE_DECL void constant_field(field_row const &row);
    TOLLGATE_DECL void choice(field_row const &row, field_reader const &known, void *at);
    TOLLGATE_DECL void alternatives(field_row const &row, field_reader const &known, void *at);
    TOLLGATE_DECL void keep_unlisted(std::vector<unlisted_field> &to);

    TOLLGATE_DECL void value(value_reader const &known, void *to, parameter const &from,
                             std::string_view name);
    TOLLGATE_DECL void object(value_reader const &known, void *to, parameter const &from,
                              std::string_view name);
    TOLLGATE_DECL void list(value_reader const &known, void *to, parameter const &from,
                            std::string_view name);

    [[nodiscard]] TOLLGATE_DECL bool says_otherwise(value_reader const &known, parameter const &at,
                                                    bool is_read) const;
    [[nodiscard]] TOLLGATE_DECL bool may_have_been_object(parameter const &at) const;
    TOLLGATE_DECL void look_at_constants(field_table const &of);
    [[nodiscard]] TOLLGATE_DECL bool may_be_constant(parameter const &found, std::string_view constant) const;
    TOLLGATE_DECL void refuse_beside(aggregate_reader const &another, aggregate_reader const &chosen);

    std::span<parameter const> from_;
    std::span<std::string_view const> passed_over_;
    signed_values const *signed_;
    std::span<std::string_view const> known_;
    std::vector<std::string_view> left_out_; ///< Of the known names, those that nothing was read from.
    std::optional<problem_with> problem_;
    bool is_refused_ = false; ///< Whether the problem is none for the sake of which a field is left out.
    std::string_view unreadable_;
};

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/format/reading.ipp>
#endif

#endif
