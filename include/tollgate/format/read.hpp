// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_FORMAT_READ_HPP
#define TOLLGATE_FORMAT_READ_HPP

#include <tollgate/core/message.hpp>
#include <tollgate/format/parameter.hpp>
#include <tollgate/format/text.hpp>

#include <optional>
#include <span>
#include <utility>

namespace tollgate::inline v0::detail {

/**
 * \brief Reads an aggregate of fields from what was received.
 * \details A value converts exactly or not at all; a number may arrive as text. JSON `null` counts as absent, and so
 * does an empty text where an optional field is no text. Names that the aggregate does not know are passed over.
 */
class reading {
public:
    explicit reading(std::span<parameter const> from) : from_{from} {}

    [[nodiscard]] std::optional<problem_with> const &problem() const noexcept { return problem_; }

    /// After a problem, the aggregate's content is meaningless.
    template <aggregate_of_fields T>
    [[nodiscard]] T aggregate()
    {
        return [this]<std::size_t... I>(std::index_sequence<I...>) {
            return T{slot<I>{*this}...};
        }(std::make_index_sequence<field_count<T>>{});
    }

private:
    /// Becomes whatever field stands in its place.
    template <std::size_t>
    struct slot {
        reading &by;

        template <field F>
        operator F() const
        {
            F blank_field{blank{}};
            by.fill(blank_field);
            return blank_field;
        }
    };

    [[nodiscard]] parameter const *present(std::string_view name) const noexcept
    {
        parameter const *const found = find(from_, name);
        return found != nullptr && found->kind != value_kind::null ? found : nullptr;
    }
    void complain(errc why, std::string_view name)
    {
        if (!problem_) problem_ = {why, name};
    }

    template <fixed_string Name, class T, class... Attributes>
    void fill(required<Name, T, Attributes...> &field)
    {
        parameter const *const found = present(Name.view());
        if (found == nullptr) return complain(errc::missing_field, Name.view());
        if (!value_text<T>::read(*found, field_access::value(field)))
            complain(errc::field_not_convertible, Name.view());
    }
    template <fixed_string Name, class T, class... Attributes>
    void fill(optional<Name, T, Attributes...> &field)
    {
        parameter const *const found = present(Name.view());
        if (found == nullptr) return;
        if (!std::same_as<T, std::string> && found->kind == value_kind::text && found->text.empty()) return;
        T value{};
        if (!value_text<T>::read(*found, value)) return complain(errc::field_not_convertible, Name.view());
        field_access::value(field) = std::move(value);
    }
    template <bool Required, fixed_string Name, fixed_string Fields, class... Alternatives>
    void fill(basic_choice<Required, Name, Fields, Alternatives...> &field)
    {
        parameter const *const found = present(Name.view());
        if (found == nullptr) {
            if (Required) complain(errc::missing_field, Name.view());
            return;
        }
        other chosen;
        if (!value_text<std::string>::read(*found, chosen.text))
            complain(errc::field_not_convertible, Name.view());
        if (parameter const *const object = present(Fields.view())) {
            for (parameter const &p : nested(from_, static_cast<std::size_t>(object - from_.data())))
                chosen.fields.emplace_back(p.name, p.text);
        }
        field_access::value(field) = std::move(chosen);
    }

    std::span<parameter const> from_;
    std::optional<problem_with> problem_;
};

} // namespace tollgate::inline v0::detail

#endif
