// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

#ifndef TOLLGATE_IMPL_SANDBOX_DESCRIBED_BEHAVIOUR_IPP
#define TOLLGATE_IMPL_SANDBOX_DESCRIBED_BEHAVIOUR_IPP

#include <tollgate/currency.hpp>
#include <tollgate/detail/field_names.hpp>
#include <tollgate/detail/format/percent_encoding.hpp>
#include <tollgate/detail/format/value_text.hpp>
#include <tollgate/detail/text_writer.hpp>
#include <tollgate/impl/sandbox/json_patch.hpp>
#include <tollgate/impl/sandbox/member_rows.hpp>
#include <tollgate/sandbox/decimal_arithmetic.hpp>
#include <tollgate/sandbox/described_behaviour.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::inline v0::sandbox::detail {

[[nodiscard]] inline resource const *find_resource(gateway_tables const &by, std::string_view name)
{
    auto const found = std::ranges::find(by.resources, name, &resource::name);
    return found == by.resources.end() ? nullptr : &*found;
}

/// The names of a resource's members, as the answers declare them.
[[nodiscard]] inline std::vector<std::string_view> const &names_of_members(gateway_tables const &by,
                                                                           resource const &of)
{
    return by.shown[static_cast<std::size_t>(&of - by.resources.data())];
}

/// The message's fields that are members of a resource's documents.
[[nodiscard]] inline document members_in(document const &asked, gateway_tables const &by, resource const &of)
{
    auto const &names = names_of_members(by, of);
    document made = asked;
    std::vector<std::string> others;
    for (unlisted_field const &each : asked.fields())
        if (each.depth == 0 && std::ranges::find(names, each.name) == names.end() &&
            !of.further.contains(each.name))
            others.push_back(each.name);
    for (std::string const &each : others)
        made.erase(each);
    return made;
}

[[nodiscard]] inline std::optional<decimal> amount_in(document const &asked, std::string_view path)
{
    auto const read = decimal::parse(asked.text(path));
    return path.empty() || !read ? std::nullopt : std::optional{*read};
}

/// Of one thing, in a list whose elements cost something.
inline constexpr std::int64_t most_of_one = 1'000'001;

/// What the elements of a list cost together.
[[nodiscard]] inline std::optional<decimal> total_of(document const &asked, sum_rule const &by)
{
    decimal all{};
    for (std::size_t i = 0;; ++i) {
        std::string const element = std::string{by.list} + '.' + std::to_string(i) + '.';
        auto const price = amount_in(asked, element + std::string{by.price});
        if (!price) return all;
        std::int64_t quantity = 1;
        static_cast<void>(
            tollgate::detail::read_integer(asked.text(element + std::string{by.quantity}), quantity));
        if (quantity <= 0) continue;
        auto const cost = product(*price, quantity);
        auto const more = cost && quantity <= most_of_one ? sum(all, *cost) : std::nullopt;
        if (!more) return std::nullopt;
        all = *more;
    }
}

/// Whether an entry belongs to another one, whatever lies between.
[[nodiscard]] inline bool is_part_of(ledger &book, entry const *what, entry const &whole)
{
    while (what != nullptr && what != &whole)
        what = what->of.empty() ? nullptr : book.find(what->of);
    return what != nullptr;
}

/// The document that lists an entry does so as it stands now.
inline void list_again(ledger &book, resource const &of, entry const &what)
{
    if (of.listed_by.empty()) return;
    entry *by = book.find(what.of);
    while (by != nullptr && by->resource != of.listed_by)
        by = book.find(by->of);
    if (by == nullptr) return;
    std::vector<document> all;
    for (entry const &each : book.entries())
        if (each.resource == of.name && is_part_of(book, &each, *by)) all.push_back(each.shown);
    by->shown.set_list(of.listed_at, all);
}

/// The document of an entry follows its state.
inline void follow_state(ledger &book, gateway_tables const &by, entry &what)
{
    resource const *const of = find_resource(by, what.resource);
    if (of == nullptr) return;
    set_members(what.shown, of->members, replacements_for(what, book.find(what.of)), what);
    list_again(book, *of, what);
}

/// Tells what is told of an entry that came into its state.
inline void tell_of(ledger &book, gateway_tables const &by, entry const &what)
{
    resource const *const of = find_resource(by, what.resource);
    if (of == nullptr) return;
    for (event_row const &row : of->events) {
        if (!row.in.contains(what.state)) continue;
        ledger::told event{.entry = what.id,
                           .id = std::string{by.events.id_prefix} + std::to_string(book.next_number()),
                           .shown = {},
                           .resource = what.resource};
        replacements texts = replacements_for(what, book.find(what.of));
        texts.texts.push_back({"event", std::string{row.type}});
        texts.texts.push_back({"summary", std::string{row.summary}});
        texts.texts.push_back({"event_id", event.id});
        texts.texts.push_back({"resource", what.resource});
        set_members(event.shown, by.events.members, texts, what);
        document shown = what.shown;
        set_members(shown, of->told, texts, what);
        if (!by.events.members_alone) event.shown.set(with_replaced(by.events.inside, texts), shown);
        entry const *const payment = what.paid_by.empty() ? nullptr : book.find(what.paid_by);
        if (payment != nullptr && !by.events.also.empty())
            event.shown.set(with_replaced(by.events.also, {.texts = {{"resource", payment->resource}}}),
                            payment->shown);
        for (std::string_view const path : by.events.percent_encoded)
            if (unlisted_field const *const plain = event.shown.find(path)) {
                tollgate::detail::string_writer encoded{plain->text.size()};
                tollgate::detail::uri_encoding::append(plain->text, encoded);
                event.shown.set(path, encoded.take(), plain->kind);
            }
        book.tell(std::move(event));
    }
}

std::string with_query(std::string const &url, std::string_view query)
{
    std::size_t const end = std::min(url.find('#'), url.size());
    if (end == 0 || query.empty()) return url;
    std::string made = url.substr(0, end);
    made += made.find('?') == made.npos ? '?' : '&';
    return made.append(query).append(url, end);
}

/// The id stands in the addresses to which the payer goes back.
inline void complete_urls(resource const &of, entry &what)
{
    std::string const added = with_replaced(of.added_to_urls, replacements_for(what));
    for (std::string *const url : {&what.success_url, &what.failure_url}) {
        if (!of.id_in_urls.empty()) *url = with_replaced(*url, {.texts = {{of.id_in_urls, what.id}}});
        *url = with_query(*url, added);
    }
}

/// Enters one under a new id, with its document.
[[nodiscard]] inline entry &open_entry(ledger &book, resource const &of, entry fresh)
{
    fresh.kind = of.kind;
    fresh.resource = of.name;
    fresh.redirects = of.redirects;
    fresh.returns_told = of.returns_told;
    fresh.tries_again = of.tries_again;
    if (!of.amount.empty()) fresh.shown.set(of.amount, fresh.amount.text(), of.amount_kind);
    if (!of.currency.empty() && !fresh.currency.empty()) fresh.shown.set(of.currency, fresh.currency);
    entry &made = book.open(std::move(fresh), of.id_prefix);
    if (!of.page.empty()) book.show_at(made, with_replaced(of.page, replacements_for(made)));
    complete_urls(of, made);
    return made;
}

void enter_state(ledger &book, gateway_tables const &by, entry &what)
{
    resource const *const of = find_resource(by, what.resource);
    if (of == nullptr) return;
    bool const is_declined = what.state == entry_state::declined;
    if (is_declined && what.remark.empty()) {
        what.remark = of->declined.message;
        what.remark_code = of->declined.code;
    }
    bool const is_tried = what.state == entry_state::paid || what.state == entry_state::authorized ||
                          (is_declined && of->also_declined);
    resource const *const payment = of->paid_by.empty() ? nullptr : find_resource(by, of->paid_by);
    if (is_tried && payment != nullptr && what.paid_by.empty()) {
        entry &made = open_entry(
            book, *payment,
            {.merchants_id = what.merchants_id,
             .state = what.state,
             .amount = what.amount,
             .received = what.received,
             .currency = what.currency,
             .method = what.method,
             .remark = what.remark,
             .remark_code = what.remark_code,
             .is_held = what.is_held,
             .of = what.id,
             .shown = members_in(of->paid_with.empty() ? what.shown : what.asked.inside(of->paid_with), by,
                                 *payment),
             .asked = what.asked});
        what.paid_by = made.id;
        enter_state(book, by, made);
    }
    follow_state(book, by, what);
    tell_of(book, by, what);
}

std::vector<owned_header> headers_of_event(event_rule const &rule)
{
    replacements const now{.texts = {{"time", time_now()}}};
    std::vector<owned_header> made;
    for (text_at const &each : rule.headers)
        made.push_back({std::string{each.path}, with_replaced(each.text, now)});
    return made;
}

void add_names_at(tollgate::detail::field_table const &answer, std::string_view path,
                  std::vector<std::string_view> &to)
{
    if (path.empty()) {
        std::vector<std::string_view> const names = tollgate::detail::list_top_names(answer);
        to.insert(to.end(), names.begin(), names.end());
        return;
    }
    std::string_view const name = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(path.size(), name.size() + 1));
    for (tollgate::detail::field_row const &row : answer)
        if (row.name == name && row.value != nullptr && row.value->inside != nullptr)
            add_names_at(*row.value->inside, path, to);
}

void set_beside_sealed(event_rule const &rule, std::string_view at, std::string_view resource,
                       document &event)
{
    for (text_at const &each : rule.beside_sealed)
        event.set(std::string{at} + '.' + std::string{each.path},
                  with_replaced(each.text, {.texts = {{"resource", std::string{resource}}}}), each.kind);
}

std::string shown_amount(entry const &what, bool is_minor, std::span<currency_code const> codes)
{
    auto const code = std::ranges::find(codes, what.currency, &currency_code::written);
    std::string_view const letters = code == codes.end() ? std::string_view{what.currency} : code->letters;
    if (is_minor)
        if (auto const known = money_of(minor_units{what.amount.digits()}, letters))
            if (auto const amount = to_decimal(known->amount, known->in))
                return amount->text() + " " + std::string{known->in.code()};
    return what.amount.text() + " " + std::string{letters};
}

/// One message that is carried out.
class performance {
public:
    performance(ledger &book, gateway_tables const &by, message_row const &row, document const &asked)
        : book_{book},
          by_{by},
          row_{row},
          asked_{asked},
          of_{*find_resource(by, row.of)}
    {
    }

    [[nodiscard]] document_reply open()
    {
        entry fresh{.merchants_id = std::string{asked_.text(of_.merchants_id)},
                    .state = of_.opened,
                    .currency =
                        std::string{asked_.text(of_.sum.list.empty() ? of_.currency : first_currency())},
                    .method = std::string{asked_.text(of_.means)},
                    .payer = std::string{asked_.text(of_.payer)},
                    .description = std::string{asked_.text(of_.description)},
                    .success_url = std::string{asked_.text(of_.success_url)},
                    .failure_url = std::string{asked_.text(of_.failure_url)},
                    .callback_url = std::string{asked_.text(of_.callback_url)},
                    .is_held = holds(of_.held, asked_),
                    .shown = members_in(asked_, by_, of_),
                    .asked = asked_};
        auto const amount = amount_of(asked_);
        if (!amount || amount->digits() < of_.least) return row_.too_much;
        fresh.amount = *amount;
        fresh.refunded = difference(fresh.amount, fresh.amount).value_or(decimal{}); // with as many places
        if (fresh.currency.empty()) fresh.currency = of_.currency_unless;
        if (fresh.payer.empty()) fresh.payer = of_.payer_unless;
        set_members(fresh.shown, row_.members, {});
        if (row_.needs_merchants_id_once && find_opened() != nullptr) return row_.otherwise;
        entry &made = open_entry(book_, of_, std::move(fresh));
        enter_state(book_, by_, made);
        return holds(row_.if_so, asked_) ? try_payment(made) : show(made);
    }

    [[nodiscard]] document_reply with_entry()
    {
        resource const &of = row_.refunded.empty() ? of_ : *find_resource(by_, row_.refunded);
        entry *const found = find_entry(of.name);
        if (found == nullptr) return row_.missing.code.empty() ? of.missing : row_.missing;
        if (refusal const *const why = refused_as_it_stands(*found)) return *why;
        bool const can = has_state(row_.from, found->state);
        if (!can && !row_.decided_later) return row_.otherwise;
        std::string_view const currency = asked_.text(row_.currency);
        if (!currency.empty() && currency != found->currency) return row_.other_currency;
        switch (row_.does) {
        case act::patches: return patch(*found);
        case act::takes: return take(*found);
        case act::pays: return try_payment(*found);
        case act::changes:
        case act::captures:
        case act::ends:
        case act::refunds:
        case act::reverses: return alter(*found, can);
        default: return show(*found);
        }
    }

    /// Why a message that opened one is refused when it comes again; null if it is not.
    [[nodiscard]] refusal const *refused_again()
    {
        entry const *const found = row_.does == act::opens ? find_opened() : nullptr;
        return found == nullptr ? nullptr : refused_as_it_stands(*found);
    }

    [[nodiscard]] document_reply list()
    {
        list_rule const &rule = row_.list;
        std::vector<entry const *> all;
        for (entry const &each : book_.entries())
            if (each.resource == of_.name && is_asked_for(each)) all.push_back(&each);
        std::ranges::reverse(all);
        std::size_t const limit = std::max<std::size_t>(1, number(rule.limit, rule.limit_unless));
        std::size_t const page = std::max<std::size_t>(1, number(rule.page, 1));
        std::size_t from = number(rule.skip, 0) + (page - 1) * limit;
        if (std::string_view const last = asked_.text(rule.after); !last.empty()) {
            auto const found = std::ranges::find(all, last, [](entry const *each) { return each->id; });
            if (found == all.end()) return of_.missing;
            from = static_cast<std::size_t>(found - all.begin()) + 1;
        }
        from = std::min(from, all.size());
        std::size_t const end = std::min(all.size(), from + limit);
        std::vector<document> items;
        for (std::size_t i = from; i != end; ++i)
            items.push_back(all[i]->shown);
        document answer;
        std::string const last = end == from ? "" : all[end - 1]->id;
        set_members(answer, rule.members,
                    {.texts = {{"more", end < all.size() ? "true" : "false"},
                               {"count", std::to_string(items.size())},
                               {"total", std::to_string(all.size())},
                               {"pages", std::to_string((all.size() + limit - 1) / limit)},
                               {"page", std::to_string(page)},
                               {"limit", std::to_string(limit)},
                               {"last", last}}});
        if (end < all.size() && !rule.last.empty()) answer.set(rule.last, last);
        answer.set_list(rule.items, items);
        return answer;
    }

private:
    [[nodiscard]] std::string first_currency() const
    {
        return std::string{of_.sum.list} + ".0." + std::string{of_.sum.currency};
    }
    [[nodiscard]] std::size_t number(std::string_view field, std::size_t otherwise) const
    {
        std::size_t read = otherwise;
        if (!field.empty()) static_cast<void>(tollgate::detail::read_integer(asked_.text(field), read));
        return std::min<std::size_t>(read, 1'000'000);
    }
    /// \param field the message's that holds the id
    [[nodiscard]] entry *find_by(std::string_view id, std::string_view field, std::string_view name)
    {
        if (id.empty()) return nullptr;
        resource const *const of = find_resource(by_, name);
        bool const is_merchants = of != nullptr && of->merchants_id == field;
        bool const is_own = of != nullptr && of->own_id == field;
        bool const is_other = of != nullptr && !of->other_prefix.empty() && id.starts_with(of->other_prefix);
        entry *const found = book_.find(is_other ? id.substr(of->other_prefix.size()) : id);
        if (found != nullptr && found->resource == name && !is_merchants) return found;
        if (is_own) return nullptr;
        return book_.newest(id, [name](entry const &each) { return each.resource == name; });
    }
    /// The one of the merchant's id that a message of `opens` names.
    [[nodiscard]] entry *find_opened()
    {
        return find_by(asked_.text(of_.merchants_id), of_.merchants_id, of_.name);
    }
    [[nodiscard]] refusal const *refused_as_it_stands(entry const &what) const
    {
        for (refused_row const &row : row_.refused)
            if (has_state(row.in, what.state) && holds(row.if_so, what.shown)) return &row.why;
        return nullptr;
    }
    [[nodiscard]] entry *find_entry(std::string_view name)
    {
        for (std::string_view const field : row_.by)
            if (entry *const found = find_by(asked_.text(field), field, name)) return found;
        return nullptr;
    }
    [[nodiscard]] bool is_asked_for(entry const &what) const
    {
        if (!row_.refunded.empty())
            for (std::string_view const field : row_.by)
                if (auto const id = asked_.text(field); !id.empty() && id != what.of) return false;
        auto const &names = names_of_members(by_, of_);
        return std::ranges::all_of(asked_.fields(), [&](unlisted_field const &each) {
            bool const chooses = each.depth == 0 && !tollgate::detail::is_container(each.kind) &&
                                 std::ranges::find(names, each.name) != names.end() &&
                                 (row_.refunded.empty() || each.name != *row_.by.begin());
            return !chooses || what.shown.text(each.name) == each.text;
        });
    }
    [[nodiscard]] document show(entry const &what) const
    {
        document shown = what.shown;
        if (!row_.only.empty() && !holds(row_.whole_if, asked_))
            shown.keep_only({row_.only.begin(), row_.only.end()});
        if (row_.inside.empty() && row_.beside.empty()) return shown;
        document answer;
        set_members(answer, row_.beside, replacements_for(what, book_.find(what.of)), what);
        if (!row_.beside_alone) answer.set(row_.inside, shown);
        return answer;
    }
    [[nodiscard]] document entered(entry &what)
    {
        enter_state(book_, by_, what);
        return show(what);
    }

    [[nodiscard]] std::optional<decimal> amount_of(document const &in) const
    {
        if (!of_.sum.list.empty()) return total_of(in, of_.sum);
        return of_.amount.empty() ? std::optional{decimal{}} : amount_in(in, of_.amount);
    }
    /// The message's fields that are members, but for those that say which entry is meant.
    [[nodiscard]] document own_fields() const
    {
        document fields = members_in(asked_, by_, of_);
        for (std::string_view const field : row_.by)
            fields.erase(field);
        return fields;
    }
    /// The message's fields become members.
    void take_over(entry &what)
    {
        document const fields = own_fields();
        if (row_.replaces)
            what.shown.set({}, fields);
        else
            what.shown.merge(fields);
    }

    [[nodiscard]] document_reply patch(entry &what)
    {
        auto const changed = patched(what.shown, asked_, row_.operations);
        if (!changed) return row_.no_such_path;
        auto const amount = amount_of(*changed);
        if (!amount || (!is_open(what) && *amount != what.amount)) return row_.too_much;
        what.amount = *amount;
        what.shown = *changed;
        follow_state(book_, by_, what);
        return show(what);
    }

    [[nodiscard]] document_reply take(entry &from)
    {
        auto const left = difference(from.amount, from.received);
        decimal const amount = amount_in(asked_, row_.amount).value_or(left.value_or(decimal{}));
        if (!book_.take(from, amount)) return row_.too_much;
        resource const &source = *find_resource(by_, from.resource);
        document fields =
            members_in(source.paid_with.empty() ? from.shown : from.shown.inside(source.paid_with), by_, of_);
        fields.merge(own_fields());
        bool const is_money = of_.opened == entry_state::paid;
        entry &made = open_entry(book_, of_,
                                 {.state = of_.opened,
                                  .amount = amount,
                                  .received = is_money ? amount : decimal{},
                                  .currency = from.currency,
                                  .method = from.method,
                                  .of = from.id,
                                  .shown = std::move(fields),
                                  .asked = asked_});
        if (is_money) book_.credit(made.currency, amount);
        enter_state(book_, by_, made);
        auto const rest = difference(from.amount, from.received);
        bool const is_all = holds(row_.takes_last, asked_) || !rest || rest->digits() == 0;
        if (is_all || source.parts_show)
            book_.change(from, is_all ? entry_state::paid : entry_state::partly_captured);
        enter_state(book_, by_, from);
        return show(row_.answers_of_it ? from : made);
    }

    [[nodiscard]] document_reply try_payment(entry &what)
    {
        if (std::string_view const given = asked_.text(of_.means); !given.empty()) {
            what.method = given;
            what.shown.set(of_.means, std::string{given});
        }
        if (what.method.empty() && !of_.means.empty()) return row_.otherwise;
        trial_row const *const known = find_trial(what.method);
        if (known == nullptr && of_.unknown_means.status != 200) return of_.unknown_means;
        trial_row const trial = known != nullptr ? *known : trial_row{.means = what.method};
        if (!of_.error_at.empty()) what.shown.set(of_.error_at, std::string{}, value_kind::null);
        if (trial.to == entry_state::declined) {
            decline(what, trial.why);
            if (trial.why.status == 200) return show(what);
            return trial.why;
        }
        if (trial.to == entry_state::paid) {
            what.state = entry_state::pending;
            book_.settle(what, final_state::paid);
        } else {
            book_.change(what, trial.to);
        }
        return entered(what);
    }
    /// By what the message says, by the means of payment, else that of every other; null if there is none.
    [[nodiscard]] trial_row const *find_trial(std::string_view means) const
    {
        auto const row_of = [this](std::string_view text) {
            auto const found = std::ranges::find(of_.trials, text, &trial_row::means);
            return found == of_.trials.end() ? nullptr : &*found;
        };
        for (std::string_view const text : {asked_.text(of_.trial), means})
            if (trial_row const *const found = text.empty() ? nullptr : row_of(text)) return found;
        return row_of({});
    }
    void decline(entry &what, refusal const &why)
    {
        book_.change(what, entry_state::declined);
        what.remark = why.message;
        what.remark_code = why.code;
        if (!of_.error_at.empty()) {
            document error;
            error.set("code", std::string{why.code});
            error.set("message", std::string{why.message});
            for (text_at const &each : why.beside)
                error.set(each.path.substr(each.path.find('.') + 1), std::string{each.text}, each.kind);
            what.shown.set(of_.error_at, error);
        }
        enter_state(book_, by_, what);
    }

    /// Whether money of an entry goes back.
    [[nodiscard]] bool gives_back(entry const &what) const
    {
        return row_.does == act::refunds ||
               (row_.does == act::reverses && what.state != entry_state::authorized);
    }
    [[nodiscard]] std::optional<refusal> try_to_give_back(entry &what, decimal const &amount)
    {
        auto const rest = difference(left_of(what), amount);
        auto const whole = amount_in(asked_, row_.whole_amount);
        bool const is_there = amount.digits() > 0 && rest && rest->digits() >= 0;
        if (!is_there || (whole && *whole != what.amount)) return row_.too_much;
        if (book_.give_back(what, amount)) return std::nullopt;
        return row_.balance_too_low.code.empty() ? row_.too_much : row_.balance_too_low;
    }
    /// Does with an entry what the message asks for; a refusal if it cannot be done.
    [[nodiscard]] std::optional<refusal> try_to_alter(entry &what, decimal const &amount, bool is_back)
    {
        if (is_back) return try_to_give_back(what, amount);
        if (row_.does == act::captures) {
            bool const is_too_little = row_.all_of_it && amount != what.amount;
            if (is_too_little || !book_.capture(what, amount)) return row_.too_much;
            if (row_.opens.empty()) take_over(what);
            return std::nullopt;
        }
        take_over(what);
        if (row_.does != act::changes) {
            book_.change(what, row_.to);
            return std::nullopt;
        }
        if (auto const changed = amount_in(asked_, of_.amount)) what.amount = *changed;
        if (std::string_view const url = asked_.text(of_.success_url); !url.empty()) {
            what.success_url = url;
            what.failure_url = asked_.text(of_.failure_url);
            complete_urls(of_, what);
        }
        return std::nullopt;
    }
    /// \param can whether its state allows it
    [[nodiscard]] document_reply alter(entry &what, bool can)
    {
        resource const *const opens = row_.does == act::refunds ? &of_ : find_resource(by_, row_.opens);
        bool const is_back = gives_back(what);
        decimal const amount = amount_in(asked_, row_.amount).value_or(is_back ? left_of(what) : what.amount);
        auto const why = can ? try_to_alter(what, amount, is_back) : std::optional{row_.otherwise};
        if (why && !row_.decided_later) return *why;
        entry *const made = opens == nullptr ? nullptr : &open_for(what, *opens, amount, why);
        if (!why) follow(what, is_back, made != nullptr);
        document answer = show(made == nullptr ? what : *made);
        if (made != nullptr && row_.then && !why) {
            book_.change(*made, *row_.then);
            enter_state(book_, by_, *made);
        }
        return answer;
    }
    /// Opens the entry that says what was done with another one, or why nothing was.
    [[nodiscard]] entry &open_for(entry const &what, resource const &of, decimal const &amount,
                                  std::optional<refusal> const &why)
    {
        std::string_view const own = asked_.text(of.merchants_id);
        entry &made = open_entry(book_, of,
                                 {.merchants_id = own.empty() ? what.merchants_id : std::string{own},
                                  .state = why ? entry_state::declined : of.opened,
                                  .amount = amount,
                                  .currency = what.currency,
                                  .method = what.method,
                                  .callback_url = what.callback_url,
                                  .remark = std::string{why ? why->message : ""},
                                  .remark_code = std::string{why ? why->code : ""},
                                  .of = what.id,
                                  .shown = members_in(asked_, by_, of),
                                  .asked = asked_});
        enter_state(book_, by_, made);
        return made;
    }
    /// What was altered follows, and what it belongs to.
    void follow(entry &what, bool is_back, bool is_told_elsewhere)
    {
        resource const &of = *find_resource(by_, what.resource);
        bool const is_all = left_of(what).digits() == 0;
        if (is_back && (is_all ? of.ends_refunded : of.parts_show)) {
            book_.change(what, is_all ? entry_state::refunded : entry_state::partly_refunded);
            enter_state(book_, by_, what);
        } else if (is_told_elsewhere || row_.does == act::changes) {
            follow_state(book_, by_, what);
        } else {
            enter_state(book_, by_, what);
        }
        entry *const owner = row_.does == act::captures ? book_.find(what.of) : nullptr;
        resource const *const kind = owner == nullptr ? nullptr : find_resource(by_, owner->resource);
        if (kind != nullptr && kind->follows && owner->state == entry_state::authorized) {
            book_.change(*owner, entry_state::paid);
            enter_state(book_, by_, *owner);
        }
    }

    ledger &book_;
    gateway_tables const &by_;
    message_row const &row_;
    document const &asked_;
    resource const &of_;
};

refusal const *refused_again(ledger &book, gateway_tables const &by, message_row const &row,
                             document const &asked)
{
    return performance{book, by, row, asked}.refused_again();
}

document_reply carry_out(ledger &book, gateway_tables const &by, message_row const &row,
                         document const &asked)
{
    if (row.does == act::shows_event) {
        for (ledger::told const &each : book.all_told())
            for (std::string_view const field : row.by)
                if (each.id == asked.text(field)) return each.shown;
        return row.otherwise;
    }
    if (row.does == act::answers) {
        resource const *const of = find_resource(by, row.of);
        document made = of == nullptr ? document{} : members_in(asked, by, *of);
        set_members(made, row.beside, {});
        return made;
    }
    performance now{book, by, row, asked};
    switch (row.does) {
    case act::opens: return now.open();
    case act::lists: return now.list();
    default: return now.with_entry();
    }
}

} // namespace tollgate::inline v0::sandbox::detail

#endif
