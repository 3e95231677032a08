// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#include "forger.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>

namespace tollgate::test {

namespace {

constexpr std::size_t genuine_messages = 24, typed_in_messages = 24;

std::string quoted(std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string json = "\"";
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') json += '\\';
        if (byte < 0x20)
            json.append("\\u00").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
        else
            json += c;
    }
    return json + '"';
}

/// The text of a value, as near as a form can show it.
std::string bare(std::string const &json)
{
    if (json.size() < 2 || json.front() != '"') return json;
    std::string text;
    for (std::size_t i = 1; i + 1 < json.size(); ++i) {
        if (json[i] == '\\' && json[i + 1] == 'u') {
            text += static_cast<char>(std::stoi(json.substr(i + 2, 4), nullptr, 16));
            i += 5;
        } else {
            if (json[i] == '\\') ++i;
            text += json[i];
        }
    }
    return text;
}

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        bool const stays = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           c == '_' || c == '.';
        if (stays)
            encoded += c;
        else
            encoded.append("%").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
    }
    return encoded;
}

using bytes = std::string;

bytes digest(EVP_MD const *algorithm, std::string_view text)
{
    unsigned char made[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), made, &size, algorithm, nullptr);
    return {reinterpret_cast<char const *>(made), size};
}

bytes hmac(EVP_MD const *algorithm, std::string_view key, std::string_view text)
{
    unsigned char made[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    HMAC(algorithm, key.data(), static_cast<int>(key.size()),
         reinterpret_cast<unsigned char const *>(text.data()), text.size(), made, &size);
    return {reinterpret_cast<char const *>(made), size};
}

std::string hexadecimal(bytes const &of)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (char const c : of)
        text.append(1, digits[static_cast<unsigned char>(c) >> 4])
            .append(1, digits[static_cast<unsigned char>(c) & 15]);
    return text;
}

std::string in_base64(bytes const &of)
{
    std::string text(4 * ((of.size() + 2) / 3), '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char *>(text.data()),
                    reinterpret_cast<unsigned char const *>(of.data()), static_cast<int>(of.size()));
    return text;
}

std::string in_other_case(std::string text)
{
    for (char &c : text)
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) c = static_cast<char>(c ^ 0x20);
    return text;
}

} // namespace

forger::forger(forgery_target const &target, std::uint32_t seed) : target_{target}, engine_{seed}
{
    for (char const *plain : {"1",     "x",    "",     "2",   "5.00", "10",    " ",     "true",
                              "false", "null", "None", "0",   "X",    "&",     "=",     ":",
                              ";",     "|",    ",",    ".",   "\n",   "&key=", "?",     "\xC3\xA9",
                              "{}",    "/",    "+",    "%26", "[0]",  "key",   "secret"})
        pieces_.emplace_back(plain);
    for (std::string const &of : target.names)
        pieces_.push_back(of);
    for (std::size_t i = 0; genuine_.size() != genuine_messages && i != 50 * genuine_messages; ++i)
        add_genuine(genuine_message(), false);
    for (std::size_t i = 0; typed_in_ != typed_in_messages && i != 10 * typed_in_messages; ++i) {
        forged_message made = genuine_message(true);
        type_in(made);
        add_genuine(std::move(made), true);
    }
}

std::string forger::text()
{
    std::string made;
    for (std::size_t left = below(3); left != 0; --left)
        made += pieces_[below(8)];
    if (below(3) == 0) made += one_of(pieces_);
    if (below(12) == 0) made += one_of(pieces_) + one_of(pieces_) + one_of(pieces_);
    return made;
}

std::string forger::json_value()
{
    switch (below(12)) {
    case 0: return "null";
    case 1: return below(2) == 0 ? "true" : "false";
    case 2: return std::to_string(below(12));
    case 3: return below(2) == 0 ? "1.50" : "0.0";
    case 4: return below(2) == 0 ? "{}" : "[]";
    case 5: return "{" + quoted(name()) + ":" + quoted(text()) + "}";
    case 6: return "[" + quoted(text()) + "]";
    default: return quoted(text());
    }
}

std::string forger::name()
{
    static std::vector<std::string> const others{
        "Password", "store_passwd", "crc", "secret", "key", "HashKey", "HashIV", "test", "zone", "body", ""};
    std::string of = below(4) == 0 ? one_of(others) : one_of(target_.names);
    if (below(8) == 0) of = in_other_case(of);
    if (below(16) == 0) of += one_of(pieces_);
    return of;
}

/// Whether somebody may have typed in what a gateway says under a name.
bool forger::is_free_text(std::size_t name) const
{
    if (name >= target_.values.size()) return target_.values.empty() && (name < 2 || name > 3);
    return std::ranges::count_if(target_.values[name], [](std::string const &json) {
               return json.starts_with('"') && json.find_first_not_of("\"0123456789.") != json.npos;
           }) > 1;
}

/// \param is_whole whether something stands under every name
forged_message forger::genuine_message(bool is_whole)
{
    forged_message made;
    for (std::size_t i = 0; i != target_.names.size(); ++i) {
        std::string value;
        if (i < target_.values.size()) {
            do
                value = one_of(target_.values[i]);
            while (is_whole && bare(value).find_first_not_of(' ') == value.npos && below(8) != 0);
            if (!value.empty()) made.fields.push_back({target_.names[i], value});
            continue;
        }
        if (i != 0 && !is_whole && below(3) == 0) continue;
        switch (i) { // of the types that the callbacks declare
        case 0: value = quoted(below(6) == 0 && !is_whole ? std::string{} : "7" + text()); break;
        case 1: value = below(8) == 0 && !is_whole ? "null" : quoted((is_whole ? "x" : "") + text()); break;
        case 2: value = below(2) == 0 ? "\"5.00\"" : "10.50"; break;
        case 3: value = below(2) == 0 || is_whole ? "true" : "false"; break;
        default: value = quoted((is_whole ? "x" : "") + text());
        }
        made.fields.push_back({target_.names[i], target_.is_form ? quoted(bare(value)) : value});
    }
    if (below(3) == 0 && !is_whole) made.fields.push_back({"zone", quoted(text())});
    if (below(2) == 0) std::ranges::reverse(made.fields);
    if (!target_.list.empty()) {
        std::string names;
        for (forged_field const &f : made.fields)
            if (f.name == target_.names.front() || is_whole || below(4) != 0)
                names += (names.empty() ? "" : target_.list_separator) + f.name;
        if (below(2) == 0) names += (names.empty() ? "" : target_.list_separator) + target_.list;
        made.fields.push_back({target_.list, quoted(names)});
    }
    for (std::string const &of : target_.headers)
        made.headers.emplace_back(of,
                                  of.ends_with("imestamp") ? "1700000000" : "h" + std::to_string(below(5)));
    return made;
}

forger::written forger::write(forged_message const &of) const
{
    written made;
    auto const add = [&](std::string const &name, std::string const &json) {
        if (target_.is_form)
            made.body +=
                (made.body.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(bare(json));
        else
            made.body += (made.body.empty() ? "" : ",") + quoted(name) + ":" + json;
    };
    for (forged_field const &f : of.fields)
        add(f.name, f.json);
    if (!target_.signature_field.empty() && !of.signature.empty())
        add(target_.signature_field, quoted(of.signature));
    if (!target_.is_form) made.body = "{" + made.body + "}";
    for (auto const &[name, value] : of.headers)
        made.headers.push_back({name, value});
    return made;
}

void forger::add_genuine(forged_message made, bool is_typed_in)
{
    written const plain = write(made);
    auto const signature = target_.sign(plain.body, plain.headers, genuine_key);
    if (!signature) return;
    made.signature = *signature;
    if (!target_.signature_header.empty())
        made.headers.emplace_back(target_.signature_header, target_.signature_start + made.signature);
    written const whole = write(made);
    auto const read = target_.read(whole.body, whole.headers);
    if (!read && !is_typed_in && !target_.takes_nothing) return;
    if (read) readings_.insert(*read);
    if (auto const signed_text = target_.signed_text(whole.body, whole.headers)) {
        signed_once &seen = texts_[*signed_text];
        seen.has_strangers = seen.has_strangers || has_strangers(made);
        seen.is_refused = seen.is_refused || !read;
        seen.declared.push_back(declared_in(made));
    }
    if (is_typed_in) ++typed_in_;
    genuine_.push_back(std::move(made));
}

/// A value goes on as other fields, as far as somebody knows how the scheme tells them apart.
void forger::type_in(forged_message &of)
{
    static std::vector<std::string> const ends{"&", ";", "|", ",", ":"}, middles{"=", ":"};
    std::string end = one_of(ends), middle = one_of(middles);
    if (!target_.end.empty()) {
        end = target_.end, middle = target_.middle;
    } else {
        written const plain = write(of);
        std::string const text = target_.signed_text(plain.body, plain.headers).value_or("");
        for (std::string const &one : ends) // the scheme's own, where they can be seen
            for (std::string const &other : middles)
                for (std::string const &of_field : target_.names)
                    if (text.find(one + of_field + other) != text.npos) end = one, middle = other;
        if (below(6) == 0) end = one_of(ends), middle = one_of(middles); // another's, if he takes that, too
    }
    bool const is_forwards = below(4) != 0; // schemes order names so, or the other way round
    auto const follows = [is_forwards](std::string const &a, std::string const &b) {
        return is_forwards ? a > b : a < b;
    };
    std::vector<std::string> others = target_.names;
    std::ranges::sort(others, [&](std::string const &a, std::string const &b) { return follows(b, a); });
    std::size_t at = 0;
    for (std::size_t i = 0; i != 16; ++i) {
        at = below(target_.names.size());
        if (is_free_text(at) && target_.names[at] != others.back()) break; // something follows it
    }
    if (!is_free_text(at)) return;
    auto const field = std::ranges::find(of.fields, target_.names[at], &forged_field::name);
    if (field == of.fields.end() || field->json.front() != '"') return;
    std::string typed = bare(field->json);
    if (below(4) == 0) typed += middle + one_of(pieces_);
    for (std::string const &other : others)
        if (follows(other, field->name) && below(3) != 0) {
            auto const genuine = std::ranges::find(of.fields, other, &forged_field::name);
            bool const is_same = genuine != of.fields.end() && below(3) == 0;
            typed += end + other + middle + (is_same ? bare(genuine->json) : one_of(pieces_));
        }
    if (below(2) == 0) typed += end + (below(2) == 0 ? name() : "zone") + middle;
    field->json = quoted(typed);
}

/// The same text with other boundaries: some fields begin inside a value, others go on in the value before them.
void forger::move_boundaries(forged_message &of)
{
    static std::vector<std::string> const ends{"&", ";", "|", ",", ":"}, middles{"=", ":"};
    std::string end = one_of(ends), middle = one_of(middles);
    if (below(4) != 0) std::ranges::sort(of.fields, {}, &forged_field::name);
    if (below(4) == 0) std::ranges::reverse(of.fields);
    std::string whole;
    for (forged_field const &f : of.fields)
        whole.append(f.name).append(middle).append(bare(f.json)).append(end);
    if (below(6) == 0) { // as another scheme ends values and names
        whole.erase(whole.size() - std::min(whole.size(), end.size()));
        end = one_of(ends), middle = one_of(middles);
        whole += end;
    }
    std::vector<forged_field> made;
    for (std::size_t start = 0, stop = 0; start < whole.size(); start = stop + end.size()) {
        stop = std::min(whole.find(end, start), whole.size());
        std::string const part = whole.substr(start, stop - start);
        std::string const called = part.substr(0, part.find(middle));
        bool const may_begin = called.size() != part.size() &&
                               std::ranges::find(made, called, &forged_field::name) == made.end();
        if (may_begin && (made.empty() || below(4) != 0))
            made.push_back({called, part.substr(called.size() + middle.size())});
        else if (!made.empty())
            made.back().json.append(end).append(part);
    }
    for (forged_field &f : made)
        f.json = quoted(f.json);
    of.fields = std::move(made);
}

void forger::mutate_fields(forged_message &of)
{
    std::vector<forged_field> &fields = of.fields;
    std::size_t const at = fields.empty() ? 0 : below(fields.size());
    std::size_t const other = fields.empty() ? 0 : below(fields.size());
    auto const to = fields.begin() + static_cast<std::ptrdiff_t>(at);
    auto const is_text = [&](std::size_t i) { return i < fields.size() && fields[i].json.front() == '"'; };
    switch (fields.empty() ? 1 : below(15)) {
    case 0: fields.erase(to); break;
    case 1: fields.insert(to, {name(), json_value()}); break;
    case 2: fields[at].name = name(); break;
    case 3: fields.push_back(fields[at]); break;
    case 4: fields.push_back({fields[at].name, json_value()}); break;
    case 5: std::swap(fields[at], fields[other]); break;
    case 6: fields[at].json = json_value(); break;
    case 7: // another kind, with the same text perhaps
        fields[at].json =
            is_text(at) ? bare(fields[at].json) : quoted(fields[at].json == "null" ? "" : fields[at].json);
        if (fields[at].json.empty() ||
            !(fields[at].json == "true" || fields[at].json == "false" || fields[at].json == "null" ||
              (fields[at].json.front() >= '1' && fields[at].json.front() <= '9' &&
               fields[at].json.find_first_not_of("0123456789.") == std::string::npos &&
               fields[at].json.back() != '.')))
            fields[at].json = quoted(bare(fields[at].json));
        break;
    case 8: { // one field goes on in another's value
        if (at == other || !is_text(at)) break;
        static std::vector<std::string> const ends{"&", ";", "|", ",", ":", "", "\n"}, middles{"=", ":", ""};
        std::string const end = one_of(ends), middle = one_of(middles);
        std::string const moved = bare(fields[other].json);
        std::string const here = bare(fields[at].json);
        fields[at].json = quoted(below(2) == 0 ? here + end + fields[other].name + middle + moved
                                               : moved + end + fields[at].name + middle + here);
        fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(other));
        break;
    }
    case 9: { // characters go from one value to the next
        if (at == other || !is_text(at) || !is_text(other)) break;
        std::string from = bare(fields[at].json), into = bare(fields[other].json);
        std::size_t const count = below(from.size() + 1);
        into = below(2) == 0 ? from.substr(from.size() - count) + into : into + from.substr(0, count);
        from = below(2) == 0 ? from.substr(0, from.size() - count) : from.substr(count);
        fields[at].json = quoted(from), fields[other].json = quoted(into);
        break;
    }
    case 10: fields[at].name = in_other_case(fields[at].name); break;
    case 11: fields[at].json = below(3) == 0 ? "null" : below(2) == 0 ? "\"\"" : "\" \""; break;
    case 12: fields[at].json = fields[other].json; break;
    case 14: move_boundaries(of); break;
    case 13: { // the list of the signed fields
        if (target_.list.empty()) break;
        for (forged_field &f : fields) {
            if (f.name != target_.list) continue;
            std::string names = bare(f.json);
            std::string const &between = target_.list_separator;
            std::size_t const end = names.find(between, below(names.size() + 1));
            switch (below(5)) {
            case 0: names = end == names.npos ? "" : names.substr(end + between.size()); break;
            case 1: names = names.substr(0, end); break;
            case 2: names += (below(4) == 0 ? "," : between) + name(); break;
            case 3: names = name() + (names.empty() ? "" : between) + names; break;
            default: names = below(2) == 0 ? between : name();
            }
            f.json = quoted(names);
        }
        break;
    }
    }
}

void forger::mutate_headers(forged_message &of)
{
    auto &headers = of.headers;
    if (headers.empty()) return;
    std::size_t const at = below(headers.size());
    std::size_t const other = below(headers.size());
    switch (below(8)) {
    case 0: headers.erase(headers.begin() + static_cast<std::ptrdiff_t>(at)); break;
    case 1: headers[at].first = in_other_case(headers[at].first); break;
    case 2: headers.push_back(headers[at]); break;
    case 3: headers.emplace_back(headers[at].first, text()); break;
    case 4: headers[at].second = text(); break;
    case 5: std::swap(headers[at].second, headers[other].second); break;
    case 6: headers[at].second += one_of(pieces_); break;
    default: headers.emplace_back(name(), text());
    }
}

/// The name of a form's first field loses its beginning, as far as a separator, to a header, or gets it back.
void forger::move_into_header(forged_message &of)
{
    if (of.fields.empty()) return;
    std::string &first = of.fields.front().name;
    std::string &header = of.headers[below(of.headers.size())].second;
    static std::vector<std::string> const separators{".", "|", ":", "_"};
    std::string const &end = one_of(separators);
    if (below(2) == 0) {
        std::size_t const at = first.find(end);
        if (at == first.npos) return;
        header += end + first.substr(0, at);
        first.erase(0, at + end.size());
    } else {
        std::size_t const at = header.rfind(end);
        if (at == header.npos) return;
        first = header.substr(at + end.size()) + end + first;
        header.erase(at);
    }
}

void forger::carry(forged_message &of, std::string const &signature) const
{
    of.signature = signature;
    for (auto &[name, value] : of.headers)
        if (name == target_.signature_header) value = target_.signature_start + signature;
}

void forger::mutate(forged_message &of)
{
    if (!of.headers.empty() && below(3) == 0)
        below(4) == 0 ? move_into_header(of) : mutate_headers(of);
    else
        mutate_fields(of);
}

/// Every digest that somebody can compute who knows the scheme and the message, and guesses at the key.
void forger::sign_without_secret(forged_message &of)
{
    std::string signature;
    auto const guess = [&]() -> std::string {
        static std::vector<std::string> const guesses{
            "", "null", "None", "0", "key", "secret", "00000000000000000000000000000000", " "};
        if (!target_.known.empty() && below(3) == 0) return one_of(target_.known);
        if (below(3) != 0 || of.fields.empty()) return one_of(guesses);
        forged_field const &f = one_of(of.fields);
        return below(2) == 0 ? f.name : bare(f.json);
    };
    if (below(2) == 0) {
        written const plain = write(of);
        signature = target_.sign(plain.body, plain.headers, guess()).value_or("");
    } else {
        static EVP_MD const *const algorithms[] = {EVP_md5(), EVP_sha1(), EVP_sha256(), EVP_sha384(),
                                                   EVP_sha512()};
        EVP_MD const *const algorithm = algorithms[below(5)];
        std::vector<forged_field> fields = of.fields;
        if (below(2) == 0) std::ranges::sort(fields, {}, &forged_field::name);
        static std::vector<std::string> const between{"&", "", "|", ":", ";", ","}, middles{"=", ":", ""};
        std::string const end = one_of(between), middle = one_of(middles);
        bool const names = below(2) == 0;
        std::string text;
        if (below(6) != 0)
            for (forged_field const &f : fields) {
                if (below(8) == 0) continue;
                text += (text.empty() ? "" : end) + (names ? f.name + middle : "") + bare(f.json);
            }
        if (below(4) == 0) text = write(of).body;
        bytes const made = below(2) == 0 ? digest(algorithm, text) : hmac(algorithm, guess(), text);
        signature = below(3) == 0 ? in_base64(made) : hexadecimal(made);
        if (below(4) == 0) signature = in_other_case(signature);
    }
    carry(of, signature);
}

std::set<std::string> forger::declared_in(forged_message const &of) const
{
    std::set<std::string> found;
    for (forged_field const &f : of.fields)
        if (std::ranges::find(target_.names, f.name) != target_.names.end()) found.insert(f.name);
    return found;
}

bool forger::has_strangers(forged_message const &of) const
{
    return std::ranges::any_of(of.fields, [this](forged_field const &f) {
        return f.name != target_.list && std::ranges::find(target_.names, f.name) == target_.names.end();
    });
}

/// Whether one of the messages that the gateway signed has all of these declared fields but one or more, and no other.
bool forger::is_typed_in_besides(std::vector<std::set<std::string>> const &genuine,
                                 std::set<std::string> const &fields)
{
    return std::ranges::any_of(genuine, [&fields](std::set<std::string> const &said) {
        return said.size() < fields.size() && std::ranges::includes(fields, said);
    });
}

std::optional<forgery> forger::attempt(forged_message const &of)
{
    ++attempts_;
    written const whole = write(of);
    auto const read = target_.read(whole.body, whole.headers);
    if (!read) return std::nullopt;
    if (readings_.contains(*read)) return ++harmless_, std::nullopt;
    auto const text = target_.signed_text(whole.body, whole.headers);
    auto const seen = text ? texts_.find(*text) : texts_.end();
    if (seen != texts_.end() && !target_.is_telling && !target_.takes_nothing) return ++glued_, std::nullopt;
    // A value may go on as a field that the callback does not declare: the separators of such a name are ordinary text. Whoever
    // refuses a message refuses whatever has its text.
    bool const is_ordinary = seen != texts_.end() && !seen->second.is_refused;
    if (is_ordinary && (seen->second.has_strangers || has_strangers(of))) return ++undeclared_, std::nullopt;
    // What the gateway left out can be typed into a text that it signs before it: that is then another message of its own, and nothing
    // in it says who wrote what. A required field is never left out, and what the gateway did say cannot be made of that.
    if (seen != texts_.end() && is_typed_in_besides(seen->second.declared, declared_in(of)))
        return ++left_out_, std::nullopt;
    std::string headers;
    for (header const &h : whole.headers)
        headers.append(h.name).append(": ").append(h.value).append("\n");
    return forgery{target_.name, whole.body, headers, *read};
}

std::optional<forgery> forger::attack(std::size_t attempts)
{
    if (genuine_.empty()) return std::nullopt;
    for (std::size_t i = 0; i != attempts; ++i) {
        if (typed_in_ != 0 && below(8) == 0) {
            forged_message moved = genuine_[genuine() + below(typed_in_)];
            move_boundaries(moved);
            if (auto found = attempt(moved)) return found;
            continue;
        }
        forged_message made = one_of(genuine_);
        for (std::size_t left = 1 + below(3); left != 0; --left)
            mutate(made);
        switch (below(4)) {
        case 0: sign_without_secret(made); break;
        case 1: carry(made, one_of(genuine_).signature); break;
        default: break; // the message's own, replayed
        }
        if (auto found = attempt(made)) return found;
    }
    return std::nullopt;
}

} // namespace tollgate::test
