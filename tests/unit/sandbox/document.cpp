// Copyright (c) 2026 The tollgate authors
// SPDX-License-Identifier: BSL-1.0

// What a gateway keeps of its objects, and how a program changes them.

#include <tollgate/sandbox/document.hpp>

#include <tollgate/impl/sandbox/json_patch.hpp>

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using tollgate::value_kind;
using tollgate::sandbox::document;

document item(std::string_view name)
{
    document made;
    made.set("name", std::string{name});
    return made;
}
/// Of one unit, `default`, with one item.
document order()
{
    document unit;
    unit.set("reference_id", "default");
    unit.set_list("items", std::vector{item("Lamp")});
    document made;
    made.set_list("units", std::vector{unit});
    return made;
}
/// What becomes of the order by one operation.
std::optional<document> changed(std::string_view what, std::string_view at, document const &value,
                                value_kind kind)
{
    document operation;
    operation.set("op", std::string{what});
    operation.set("path", std::string{at});
    operation.set("value", value, kind);
    document asked;
    asked.set_list("all", std::vector{operation});
    return tollgate::sandbox::detail::patched(order(), asked, "all");
}

} // namespace

TEST_SUITE("the sandbox: documents")
{
    TEST_CASE("an operation sets a list with its elements")
    {
        document two;
        two.set_list("two", std::vector{item("Cup"), item("Saucer")});
        auto const after =
            changed("replace", "/units/@reference_id=='default'/items", two.inside("two"), value_kind::array);
        REQUIRE(after.has_value());
        CHECK((after->find("units.0.items")->kind == value_kind::array));
        CHECK(after->text("units.0.items.0.name") == "Cup");
        CHECK(after->text("units.0.items.1.name") == "Saucer");
        CHECK(after->find("units.0.items.2") == nullptr);
    }

    TEST_CASE("an operation adds an element to a list, and an object where there was none")
    {
        auto const longer = changed("add", "/units/0/items/1", item("Cup"), value_kind::object);
        REQUIRE(longer.has_value());
        CHECK(longer->text("units.0.items.0.name") == "Lamp");
        CHECK(longer->text("units.0.items.1.name") == "Cup");
        auto const other = changed("add", "/payer", item("A"), value_kind::object);
        REQUIRE(other.has_value());
        CHECK(other->text("payer.name") == "A");
        CHECK_FALSE(changed("replace", "/payer", item("A"), value_kind::object).has_value());
    }
}
