// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SIGNING_EVALUATE_IPP
#define TOLLGATE_IMPL_SIGNING_EVALUATE_IPP

#include <tollgate/impl/signing/select_fields.hpp>
#include <tollgate/private_key.hpp>
#include <tollgate/signing/account_choice.hpp>
#include <tollgate/signing/evaluate.hpp>
#include <tollgate/signing/text_maps.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace tollgate::inline v0::signing {

void evaluator::write(scheme_view of, wiped_buffer &out)
{
    row const &r = of.front();
    switch (r.what) {
    case op::literal: return out.append(r.text);
    case op::operation: return out.append(over_.operation);
    case op::key: return write_secret("key", over_.key, out);
    case op::method: return out.append(over_.method);
    case op::path: return out.append(over_.path());
    case op::target: return out.append(over_.target);
    case op::body: return out.append(over_.body);
    case op::now:
    case op::nonce: return write_of_moment(r.what, out);
    // Outside of a join there is no field at hand, where a part of an item is looked at alone.
    case op::name:
        if (item_ == nullptr) return refuse({errc::unsignable_value, "name"});
        return out.append(item_->name);
    case op::value:
        if (item_ == nullptr) return refuse({errc::unsignable_value, "value"});
        return write_value(*item_, out);
    case op::secret: return write_secret(r.text, over_.secret_named(r.text), out);
    case op::account_field: return write_of_account(r.text, out);
    case op::field: return write_found(find_path(fields_with(r.text), r.text), out);
    case op::header: return write_header(r.text, out);
    case op::concat: return each_joined(of, [&](scheme_view text) { write(text, out); });
    case op::map: return write_mapped(of, out);
    case op::call: return write_call(of, out);
    case op::when_empty: return write(part_of(of, is_empty(part_of(of, 0)) ? 1 : 2), out);
    case op::by_account: return write_chosen(of, out);
    case op::join: return write_join(of, out);
    case op::digest:
    case op::hmac: {
        digest_bytes const made = digest_of(of);
        return out.append(made.view());
    }
    case op::public_key: return refuse({errc::unsignable_value, r.text});
    case op::private_key: return write_signed(of, out);
    case op::cipher: return write_encrypted(of, out);
    default: return; // sets are chosen, not written
    }
}

selection &evaluator::chosen_by(scheme_view set, selection &own)
{
    last_choice *const last = over_.remembered;
    if (last != nullptr && last->set == set.front().place) return last->chosen;
    bool const keeps = last != nullptr && !last->set;
    if (keeps) last->set = set.front().place;
    selection &to = keeps ? last->chosen : own;
    choose(set, to);
    if (problem_ && !to.problem) to.problem = problem_; // whoever is shown this choice again must know
    return to;
}

std::string_view evaluator::text_for(parameter const &at, scheme_view of, selection &keeping)
{
    if (of.front().what == op::value) return at.text;
    if (of.front().what == op::name) return at.name;
    wiped_buffer text;
    parameter const *const outer = std::exchange(item_, &at);
    write(of, text);
    item_ = outer;
    return keeping.keep(text.view());
}

detail::keyed_digest const *evaluator::kept_hmac(scheme_view hmac) const
{
    if (over_.derived == nullptr) return nullptr;
    detail::digest_functions const &functions = functions_of(hmac.front());
    scheme_view const key = part_of(hmac, 0);
    detail::way_of_deriving way;
    way.steps[0] = reinterpret_cast<void (*)()>(functions.hmac);
    if (key.back().what != op::key || key.size() > way.steps.size()) return nullptr;
    for (std::size_t i = 0; i + 1 != key.size(); ++i) {
        if (key[i].what != op::map) return nullptr;
        way.steps[i + 1] = reinterpret_cast<void (*)()>(key[i].map);
    }
    return over_.derived->get<detail::keyed_digest>(way,
                                                    [&]() -> std::unique_ptr<detail::keyed_digest const> {
                                                        wiped_buffer text;
                                                        evaluator reader = anew();
                                                        reader.write(key, text);
                                                        if (reader.problem() || text.size() == 0)
                                                            return nullptr;
                                                        return functions.keyed(text.view());
                                                    });
}

void evaluator::refuse(problem_with why)
{
    if (!first_problem_) first_problem_ = why;
    problem_ = why;
}

void evaluator::write_value(parameter const &p, wiped_buffer &out)
{
    if (detail::is_container(p.kind)) refuse({errc::unsignable_value, p.name});
    out.append(p.text);
}

void evaluator::write_of_account(std::string_view name, wiped_buffer &out)
{
    parameter const *const found = find(over_.account, name);
    if (found == nullptr) refuse({errc::missing_account_field, name});
    write_found(found, out);
}

void evaluator::write_secret(std::string_view name, std::string_view text, wiped_buffer &out)
{
    if (text.empty()) refuse({errc::invalid_secret, name});
    out.append(text);
}

void evaluator::write_header(std::string_view name, wiped_buffer &out)
{
    auto const found = over_.find_header(name);
    if (found.is_twice) refuse({errc::duplicate_field, name});
    out.append(found.value);
}

void evaluator::write_of_moment(op what, wiped_buffer &out)
{
    std::string_view const text = over_.outside == nullptr ? std::string_view{}
                                  : what == op::now        ? over_.outside->now
                                                           : over_.outside->nonce;
    if (text.empty()) refuse({errc::unsignable_value, what == op::now ? "now" : "nonce"});
    out.append(text);
}

void evaluator::write_mapped(scheme_view of, wiped_buffer &out)
{
    row const &r = of.front();
    scheme_view const operand = part_of(of, 0);
    if (is_digest(operand.front())) {
        digest_bytes const made = digest_of(operand);
        if (!r.map(made.view(), out)) refuse({errc::unsignable_value, r.text});
    } else {
        wiped_buffer text;
        write(operand, text);
        if (!r.map(text.view(), out)) refuse({errc::unsignable_value, r.text});
    }
}

void evaluator::write_call(scheme_view of, std::span<std::string_view> texts, std::size_t written,
                           wiped_buffer &out)
{
    if (written == texts.size()) {
        if (!of.front().call(texts, out)) refuse({errc::unsignable_value, "own function"});
        return;
    }
    wiped_buffer text;
    write(part_of(of, written), text);
    texts[written] = text.view();
    write_call(of, texts, written + 1, out);
}

void evaluator::write_call(scheme_view of, wiped_buffer &out)
{
    boost::container::small_vector<std::string_view, 4> texts(of.front().part_count);
    write_call(of, texts, 0, out);
}

void evaluator::write_chosen(scheme_view of, wiped_buffer &out)
{
    std::string_view const field = of.front().text;
    if (scheme_view const piece = piece_for(of, over_.account); !piece.empty()) return write(piece, out);
    refuse({find(over_.account, field) == nullptr ? errc::missing_account_field : errc::invalid_account_field,
            field});
}

bool evaluator::is_empty(scheme_view tested)
{
    wiped_buffer text;
    auto const before = std::pair{problem_, first_problem_};
    write(tested, text);
    // What the account leaves out is empty, and the scheme says what then stands there.
    if (problem_ && problem_->code == errc::missing_account_field)
        std::tie(problem_, first_problem_) = before;
    return text.size() == 0;
}

/// An item of which the parts are known beforehand, as they are of nearly every one: the name, perhaps in lower case, the value
/// behind it, and fixed texts around both.
struct plain_item {
    std::string_view before, between, after;
    bool has_name = false, is_in_lower_case = false, has_value = false;
};
/// Nothing if an item is made of other parts, or in another order.
[[nodiscard]] inline std::optional<plain_item> as_plain_item(scheme_view item)
{
    plain_item found;
    bool under_lower = false;
    for (row const &r : item) {
        bool const is_lower = r.what == op::map && r.map_is == map_kind::lower;
        std::string_view &text = found.has_value  ? found.after
                                 : found.has_name ? found.between
                                                  : found.before;
        if (r.what == op::name && !found.has_name && !found.has_value) {
            found.has_name = true;
            found.is_in_lower_case = under_lower;
        } else if (under_lower) {
            return std::nullopt;
        } else if (r.what == op::value && !found.has_value) {
            found.has_value = true;
        } else if (r.what == op::literal && text.empty()) {
            text = r.text;
        } else if (!is_lower && r.what != op::concat) {
            return std::nullopt;
        }
        under_lower = is_lower;
    }
    return found;
}
void evaluator::write_item(std::string_view separator, plain_item const &item, parameter const &p,
                           wiped_buffer &out)
{
    std::string_view const name = item.has_name ? p.name : std::string_view{};
    std::string_view const value = item.has_value ? p.text : std::string_view{};
    if (item.has_value && detail::is_container(p.kind)) refuse({errc::unsignable_value, p.name});
    char *to = out.extend(separator.size() + item.before.size() + name.size() + item.between.size() +
                          value.size() + item.after.size());
    auto const add = [&to](std::string_view text) { to += text.copy(to, text.size()); };
    add(separator);
    add(item.before);
    if (item.is_in_lower_case)
        to = std::ranges::transform(name, to, to_lower).out;
    else
        add(name);
    add(item.between);
    add(value);
    add(item.after);
}
void evaluator::write_join(scheme_view of, wiped_buffer &out)
{
    selection own;
    scheme_view const item = part_of(of, 0);
    selection const &chosen = chosen_by(part_of(of, 1), own);
    if (chosen.problem) refuse(*chosen.problem);
    if (chosen.empty() && holds_secret(item)) refuse({errc::field_not_signed, {}});
    std::optional<plain_item> const plain = as_plain_item(item);
    parameter const *const outer = item_;
    std::string_view separator{}; // nothing stands before the first
    for (parameter const &p : chosen) {
        item_ = &p;
        if (plain) {
            write_item(separator, *plain, p, out);
        } else {
            out.append(separator);
            write(item, out);
        }
        separator = of.front().text;
    }
    item_ = outer;
}

void evaluator::with_text(scheme_view of, auto use)
{
    if (of.front().what == op::body) return use(over_.body);
    wiped_buffer text;
    write(of, text);
    use(text.view());
}

evaluator::digest_bytes evaluator::digest_of(scheme_view of)
{
    digest_bytes made;
    detail::digest_functions const &functions = functions_of(of.front());
    made.size = functions.size;
    if (of.front().what == op::digest)
        with_text(part_of(of, 0), [&](std::string_view text) { functions.digest(text, made.bytes.data()); });
    else
        write_hmac(of, functions, made.bytes.data());
    return made;
}

void evaluator::write_hmac(scheme_view of, detail::digest_functions const &functions, unsigned char *to)
{
    if (detail::keyed_digest const *const keyed = kept_hmac(of))
        return with_text(part_of(of, 1), [&](std::string_view text) { keyed->write(text, to); });
    wiped_buffer key;
    write(part_of(of, 0), key);
    if (key.size() == 0) refuse({errc::invalid_secret, {}}); // whoever keys with nothing needs no secret
    with_text(part_of(of, 1), [&](std::string_view text) { functions.hmac(key.view(), text, to); });
}

void evaluator::write_encrypted(scheme_view of, wiped_buffer &out)
{
    row const &r = of.front();
    bool const is_des = r.text == "des3_cbc";
    std::size_t const block = is_des ? 8 : 16;
    wiped_buffer key;
    write(part_of(of, 0), key);
    wiped_buffer text;
    write(part_of(of, 1), text);
    std::size_t const beyond = text.size() % block;
    std::size_t const missing = beyond == 0 && r.after == "zero_bytes" ? 0 : block - beyond;
    for (std::size_t i = 0; i != missing; ++i)
        text.append(r.after == "pkcs7" ? static_cast<char>(missing) : '\0');
    if (over_.outside == nullptr || over_.outside->ciphers == nullptr || text.size() == 0)
        return refuse({errc::unsignable_value, r.text});
    detail::cipher_table const &by = *over_.outside->ciphers;
    if (!(is_des ? by.des_ede3_cbc : by.aes_128_cbc)(key.view(), text.view(), out))
        refuse({errc::invalid_secret, {}}); // a key of another length
}

void evaluator::write_signed(scheme_view of, wiped_buffer &out)
{
    row const &r = of.front();
    private_key const *const key =
        over_.outside == nullptr ? nullptr : over_.outside->private_key_named(r.text);
    if (key == nullptr || over_.outside->signers == nullptr)
        return refuse({errc::invalid_private_key, r.text});
    detail::make_signing_key const make = (*over_.outside->signers)[static_cast<std::size_t>(r.digest)];
    detail::way_of_deriving way;
    way.steps[0] = reinterpret_cast<void (*)()>(make);
    detail::signing_key const *const by = detail::private_key_access::derived(*key).get<detail::signing_key>(
        way, [&] { return make(detail::private_key_access::der(*key)); });
    if (by == nullptr) return refuse({errc::invalid_private_key, r.text});
    with_text(part_of(of, 0), [&](std::string_view text) {
        std::string const made = by->sign(text);
        if (made.empty()) refuse({errc::invalid_private_key, r.text});
        out.append(made);
    });
}

void evaluator::choose(scheme_view set, selection &to)
{
    row const &r = set.front();
    if (is_stage(r.what)) choose(part_of(set, 0), to);
    switch (r.what) {
    case op::fields: return to.add_members(over_.fields);
    case op::listed:
        for (std::string_view const path : r.names)
            add_path(fields_with(path), path, to);
        return;
    case op::named_in: return add_named_in(over_.fields, r.text, to);
    case op::within: return add_within(over_.fields, r.text, to);
    case op::headers: return add_headers(over_.headers, to);
    case op::query: return add_query(over_.query(), to);
    case op::but: return drop_named(r.names, to);
    case op::starting: return keep_starting(r.text, to);
    case op::drop: return drop_lacking(r.dropped, to);
    case op::by: return order(part_of(set, 1), to);
    case op::plus: return add_field(set, to);
    case op::as: return map_values(*r.values, to);
    case op::flattened: return flatten_all(r.text, r.after, to);
    case op::reversed: return to.reverse();
    case op::chosen: return choose_named(over_.fields, r.text, r.after, to);
    default: return;
    }
}

void evaluator::order(scheme_view rank, selection &through)
{
    if (rank.front().what == op::name) return through.order_by_name();
    boost::container::small_vector<std::string_view, 32> ranks;
    for (parameter const &p : through)
        ranks.push_back(text_for(p, rank, through));
    through.order_by(ranks);
}

void evaluator::add_field(scheme_view plus, selection &to)
{
    row const &r = plus.front();
    std::string_view const text = text_for(parameter{}, part_of(plus, 1), to);
    if (r.is_unsent) return add_unsent(over_.fields, r.text, text, to);
    to.add(r.text, text);
}

std::optional<problem_with> evaluate(scheme_view of, context const &over, detail::digest_table const &digests,
                                     wiped_buffer &out)
{
    evaluator writer{over, digests};
    writer.write(of, out);
    return writer.problem();
}

} // namespace tollgate::inline v0::signing

#endif
