// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_LOWERING_HPP
#define TOLLGATE_DETAIL_FORMAT_LOWERING_HPP

#include <tollgate/config.hpp>
#include <tollgate/detail/field_table.hpp>
#include <tollgate/detail/format/parameter_list.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace tollgate::inline v0::detail {

/// Why a text cannot be sent to any gateway.
[[nodiscard]] TOLLGATE_DECL std::optional<errc> refuse_text(std::string_view text) noexcept;

/// Why a gateway does not take a text.
[[nodiscard]] TOLLGATE_DECL std::optional<problem_with>
refuse_text(std::string_view text, text_limits const &by, std::string_view name) noexcept;

/**
 * \brief Turns fields into flat parameters: the one place where a value's text is taken (`value_text.hpp` makes it).
 * \details In the order in which the fields are declared. What was left out is not there; keys never are. A type of messages adds
 * nothing but its table, and where the values of a message stand.
 */
class lowering {
public:
    /// \param most_places of amounts, see \ref excess
    explicit lowering(parameter_list &to, unsigned most_places = static_cast<unsigned>(-1))
        : to_{to},
          most_places_{most_places}
    {
    }

    [[nodiscard]] std::optional<problem_with> const &problem() const noexcept { return problem_; }
    /// The first amount with more decimal places than there may be.
    [[nodiscard]] std::optional<problem_with> const &excess() const noexcept { return excess_; }

    /// \param are_picked which of the fields to lower, in their order; empty: all
    TOLLGATE_DECL void aggregate(field_table const &known, void const *given,
                                 std::span<bool const> are_picked = {});
    template <aggregate_of_fields M>
    void message(M const &m)
    {
        aggregate(field_table_of<M>, &m);
    }
    template <class Field>
    void field(Field const &f)
    {
        row(field_row_of<Field>::row, field_row_of<Field>::given(f));
    }

private:
    /// What a value is, but for its name and text.
    struct nature {
        value_kind kind = value_kind::text;
        visibility shown = visibility::open;
        bool needed = false;
        bool is_sent_empty = false;
    };
    struct element_of;

    TOLLGATE_DECL void row(field_row const &known, void const *given);
    TOLLGATE_DECL void add(std::string_view name, value_table const &known, void const *value,
                           field_row const &of);
    TOLLGATE_DECL void object(std::string_view called, field_table const &known, void const *given);
    TOLLGATE_DECL void put(std::string_view name, std::string_view text, nature as);
    TOLLGATE_DECL void choice(field_row const &known, void const *given);
    TOLLGATE_DECL void received(std::string_view object, std::span<unlisted_field const> fields);
    TOLLGATE_DECL void unlisted_fields(unlisted const &all);
    TOLLGATE_DECL void check_received(std::span<unlisted_field const> all, std::string_view called);
    TOLLGATE_DECL void check_chosen_at_run_time(field_row const &known, std::string_view chosen,
                                                std::span<parameter const> own);
    void complain(errc why, std::string_view name)
    {
        if (!problem_) problem_ = {why, name};
    }
    template <class Fill>
    void container(std::string_view name, value_kind kind, Fill fill);
    template <class Fill>
    void nest(std::string_view object, Fill fill);

    parameter_list &to_;
    unsigned most_places_;
    std::optional<problem_with> problem_;
    std::optional<problem_with> excess_;
    unsigned short depth_ = 0;
    bool has_unlisted_ = false; ///< Whether names given at run time stand in the object at hand.
};

/// What a message or an account is in flat parameters, and what is wrong with it.
struct lowered {
    parameter_list parameters;
    std::optional<problem_with> problem;

    [[nodiscard]] std::span<parameter const> items() const & noexcept { return parameters.items(); }
    std::span<parameter const> items() const && = delete;
};

template <aggregate_of_fields M>
[[nodiscard]] lowered lower(M const &message)
{
    lowered made;
    lowering into{made.parameters};
    into.message(message);
    made.problem = into.problem();
    return made;
}

} // namespace tollgate::inline v0::detail

#ifdef TOLLGATE_HEADER_ONLY
#include <tollgate/impl/format/lowering.ipp>
#endif

#endif
