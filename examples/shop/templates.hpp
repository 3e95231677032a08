// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef SHOP_TEMPLATES_HPP
#define SHOP_TEMPLATES_HPP

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace shop {

[[nodiscard]] inline std::string escape_html(std::string_view text)
{
    std::string escaped;
    for (char const c : text) {
        switch (c) {
        case '&': escaped += "&amp;"; break;
        case '<': escaped += "&lt;"; break;
        case '>': escaped += "&gt;"; break;
        case '"': escaped += "&quot;"; break;
        case '\'': escaped += "&#39;"; break;
        default: escaped += c;
        }
    }
    return escaped;
}

using values = std::map<std::string, std::string, std::less<>>;

/// Pages as files: `{{name}}` becomes a value as text, `{{{name}}}` a value that is HTML already.
class templates {
public:
    explicit templates(std::filesystem::path const &folder)
    {
        for (auto const &entry : std::filesystem::directory_iterator{folder}) {
            std::ifstream file{entry.path(), std::ios::binary};
            files_[entry.path().filename().string()] = {std::istreambuf_iterator<char>{file}, {}};
        }
    }

    [[nodiscard]] std::string const &file(std::string_view name) const
    {
        auto const found = files_.find(name);
        if (found == files_.end()) throw std::runtime_error{"there is no page " + std::string{name}};
        return found->second;
    }
    [[nodiscard]] std::string fill(std::string_view name, values const &with) const
    {
        std::string filled;
        std::string_view rest = file(name);
        while (true) {
            std::size_t const begin = rest.find("{{");
            filled += rest.substr(0, begin);
            if (begin == rest.npos) return filled;
            bool const is_html = rest.substr(begin).starts_with("{{{");
            std::size_t const end = rest.find("}}", begin);
            if (end == rest.npos) throw std::runtime_error{std::string{name} + ": {{ without }}"};
            std::size_t const braces = is_html ? 3 : 2;
            auto const value = with.find(rest.substr(begin + braces, end - begin - braces));
            if (value == with.end()) throw std::runtime_error{std::string{name} + ": a value is missing"};
            filled += is_html ? value->second : escape_html(value->second);
            rest.remove_prefix(end + braces);
        }
    }

private:
    std::map<std::string, std::string, std::less<>> files_;
};

} // namespace shop

#endif
