// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_DETAIL_FORMAT_PERCENT_ENCODING_HPP
#define TOLLGATE_DETAIL_FORMAT_PERCENT_ENCODING_HPP

#include <tollgate/detail/fixed_string.hpp>
#include <tollgate/detail/format/hex.hpp>
#include <tollgate/detail/text_writer.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace tollgate::inline v0::detail {

enum class blank_as { percent_20, plus };

/// How one of the percent-encodings writes a text: `Kept` stays besides letters and digits, all other bytes become `%XX`.
template <fixed_string Kept, blank_as Blank = blank_as::percent_20, bool Upper = true>
struct percent_encoding {
    static void append(std::string_view text, text_writer &out)
    {
        while (!text.empty()) {
            std::size_t kept = 0;
            while (kept != text.size() && stays[static_cast<unsigned char>(text[kept])])
                ++kept;
            out.append(text.substr(0, kept));
            text.remove_prefix(kept);
            for (; !text.empty() && !stays[static_cast<unsigned char>(text.front())]; text.remove_prefix(1))
                escape(text.front(), out);
        }
    }

private:
    static constexpr auto stays = [] {
        std::array<bool, 256> of{};
        for (std::string_view const some : {std::string_view{"0123456789"}, Kept.view()})
            for (char const c : some)
                of[static_cast<unsigned char>(c)] = true;
        for (unsigned letter = 0; letter != 26; ++letter)
            of['A' + letter] = of['a' + letter] = true;
        return of;
    }();

    static void escape(char c, text_writer &out)
    {
        if (Blank == blank_as::plus && c == ' ') return out.append('+');
        char text[3] = {'%'};
        write_hex<Upper>(c, text + 1);
        out.append({text, sizeof text});
    }
};

/// RFC 3986, section 2.3.
using uri_encoding = percent_encoding<"-._~">;

/// Decodes `%XX`, and `+` as a blank; `false` if a `%` is not followed by two hexadecimal digits.
/// \param out anything that a text can be appended to
template <class Out>
[[nodiscard]] bool percent_decode(std::string_view text, Out &out)
{
    while (!text.empty()) {
        std::string_view const plain = text.substr(0, text.find_first_of("%+"));
        out.append(plain);
        text.remove_prefix(plain.size());
        if (text.empty()) break;
        bool const is_plus = text.front() == '+';
        std::optional<char> const byte = is_plus ? ' ' : hex_byte(text, 1);
        if (!byte) return false;
        out.append(std::string_view{&*byte, 1});
        text.remove_prefix(is_plus ? 1 : 3);
    }
    return true;
}

} // namespace tollgate::inline v0::detail

#endif
