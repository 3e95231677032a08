// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What the descriptions say of themselves:
//
//   descriptions page FILE         writes docs/gateways.md
//   descriptions check FILE        fails when that file is not what would be written
//   descriptions types             prints the types of all accounts, messages, answers and alternatives
//   descriptions literals          prints for each of them a complete literal, and one for each required parameter without it

#include "facts.hpp"
#include "page.hpp"

#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace descriptions;

struct described {
    std::string header;
    aggregate_facts content;
};

void collect(std::string const &header, aggregate_facts const &content, std::vector<described> &to)
{
    to.push_back({header, content});
    for (field_facts const &f : content.fields)
        for (aggregate_facts const &inner : f.inside)
            collect(header, inner, to);
}

/// Every aggregate once.
std::vector<described> all_aggregates()
{
    std::vector<described> all;
    for (gateway_facts const &of : read_all()) {
        collect(of.header, of.account, all);
        for (message_facts const &m : of.messages) {
            collect(of.header, m.content, all);
            if (m.response) collect(of.header, *m.response, all);
        }
    }
    std::set<std::string> seen;
    std::erase_if(all, [&seen](described const &d) { return !seen.insert(d.content.type).second; });
    return all;
}

void print_types()
{
    for (described const &d : all_aggregates())
        std::cout << d.header << '\t' << d.content.type << '\n';
}

/// What a compiler says to name a parameter: its name in quotes, or an alternative of a choice that has no name.
std::string needle(field_facts const &f)
{
    if (f.kind != field_kind::unnamed) return '"' + f.name + '"';
    return detail::after_last(f.inside.front().type, "::");
}

/// Separated by tabs: header, type, parameter and how it is named (both empty for the complete literal), literal.
void print_literals()
{
    for (described const &d : all_aggregates()) {
        aggregate_facts const &of = d.content;
        std::string const begin = d.header + '\t' + of.type + '\t';
        std::cout << begin << "\t\t" << literal_of(of) << '\n';
        for (field_facts const &f : of.fields)
            if (f.must_be_given())
                std::cout << begin << f.member << '\t' << needle(f) << '\t' << literal_of(of, &f) << '\n';
    }
}

int check(std::string const &file)
{
    std::ifstream in{file, std::ios::binary};
    std::string const committed{std::istreambuf_iterator<char>{in}, {}};
    if (committed == page_of(read_all())) return 0;
    std::cerr << file << " is not what the descriptions say now. Renew it, and look at what changed:\n"
              << "    cmake --build --preset default --target tollgate_renew_gateways\n";
    return 1;
}

int write(std::string const &file)
{
    std::ofstream out{file, std::ios::binary};
    out << page_of(read_all());
    return out.flush() ? 0 : 1;
}

} // namespace

int main(int count, char **texts)
{
    std::string_view const what = count > 1 ? texts[1] : "";
    if (what == "page" && count == 3) return write(texts[2]);
    if (what == "check" && count == 3) return check(texts[2]);
    if (what == "types" && count == 2) return print_types(), 0;
    if (what == "literals" && count == 2) return print_literals(), 0;
    std::cerr << "usage: descriptions page FILE | check FILE | types | literals\n";
    return 2;
}
