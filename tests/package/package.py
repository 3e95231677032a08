# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

"""The ways to get tollgate, each walked as a consumer would.

    package.py CASE SOURCES FOLDER COMPILER LAUNCHER

The test `package.install` comes first: what it installs in FOLDER/prefix is what most others use.
"""

import json
import os
import pathlib
import re
import shutil

import conan_stand_in
import vcpkg_stand_in
import workshop
from workshop import WARNINGS, expect, files_below, run

CASES = {}

COMPONENTS = ["core", "cryptopp", "openssl", "beast", "sql"]

LICENSE = "share/doc/tollgate/LICENSE"


def case(function):
    CASES[function.__name__] = function
    return function


# --- installing ------------------------------------------------------------------------------------------------


@case
def install(shop):
    """Needs no library, writes what it should and nothing else, and may be moved."""
    archive = shop.archive("archive")
    build = shop.fresh("install")
    hidden = [f"-DCMAKE_DISABLE_FIND_PACKAGE_{name}=ON" for name in ["Boost", "OpenSSL", "cryptopp", "Threads"]]
    shop.configure(archive, build, "-DTOLLGATE_BUILD_TESTS=OFF", "-DTOLLGATE_BUILD_EXAMPLES=OFF", *hidden)
    first = shop.fresh("first-prefix")
    run("cmake", "--install", build, "--prefix", first)

    shutil.rmtree(shop.prefix, ignore_errors=True)
    first.rename(shop.prefix)
    shutil.rmtree(build)
    shutil.rmtree(archive)

    headers = [f"include/{name}" for name in files_below(shop.sources / "include")]
    exports = [f"share/tollgate/tollgate-{name}-targets.cmake" for name in COMPONENTS]
    modules = [f"share/pkgconfig/tollgate-{name}.pc" for name in COMPONENTS]
    others = ["find-cryptopp", "find-soci", "tollgate-config", "tollgate-config-version", "tollgate-dependencies", "tollgate-targets"]
    wanted = headers + exports + modules + [f"share/tollgate/{name}.cmake" for name in others]
    wanted += ["share/pkgconfig/tollgate.pc", LICENSE]
    found = files_below(shop.prefix)
    expect(found == sorted(wanted), f"installed too much or too little: {sorted(set(found) ^ set(wanted))}")

    for name in found:
        if not name.startswith("include/"):
            text = (shop.prefix / name).read_text()
            expect(str(shop.folder) not in text and str(shop.sources) not in text, f"{name} names an absolute path")


# --- find_package ----------------------------------------------------------------------------------------------


def at(shop):
    return f"-DCMAKE_PREFIX_PATH={shop.prefix}"


def without(*packages):
    return [f"-DCMAKE_DISABLE_FIND_PACKAGE_{package}=ON" for package in packages]


def find_component(shop, component, *options):
    """What the component does not need is hidden, as far as CMake's look-ups go."""
    build = shop.build_with_cmake("find_package", f"find-{component}", at(shop), f"-DCOMPONENT={component}", *options)
    run(build / "shop")


@case
def find_package_core(shop):
    find_component(shop, "core", *without("OpenSSL", "cryptopp"))


@case
def find_package_cryptopp(shop):
    find_component(shop, "cryptopp", *without("OpenSSL"))


@case
def find_package_openssl(shop):
    find_component(shop, "openssl", *without("cryptopp"))


@case
def find_package_beast(shop):
    find_component(shop, "beast", *without("cryptopp"))


def look(shop, name, find, *options, fails=False):
    """Configures the project that only looks; gives what CMake said, on one line."""
    build = shop.fresh(name)
    said = shop.configure(shop.consumers / "components", build, at(shop), f"-DFIND={find}", *options, fails=fails)
    return " ".join(said.split())


@case
def find_package_unknown(shop):
    said = look(shop, "find-unknown", "CONFIG;REQUIRED;COMPONENTS;core;crypto", fails=True)
    expect("There is no component `crypto`; there are: core, cryptopp, openssl, beast, sql, compiled_core, compiled_cryptopp, "
           "compiled_openssl, compiled_beast, compiled_sandbox, compiled, compiled_sql." in said, "says what there is")
    said = look(shop, "find-unknown", "CONFIG;REQUIRED;COMPONENTS;compiled_core", fails=True)
    expect("The component `compiled_core` was not built: install tollgate with -DTOLLGATE_COMPILED=ON." in said,
           "says how to get it")

    said = look(shop, "find-unknown", "CONFIG;QUIET;COMPONENTS;crypto", "-DUNEXPECTED=core;crypto;tollgate")
    expect("tollgate_FOUND: 0 tollgate is installed, but:" in said, "says that it was not found")

    said = look(shop, "find-unknown", "0.2;CONFIG;REQUIRED", fails=True)
    expect("version: 0.1" in said, "names the version that is there")


@case
def find_package_missing(shop):
    """What a component lacks is named, with the package to install."""
    for component, library, words in [
        ("core", "Boost", "libboost-json1.81-dev; vcpkg: boost-json"),
        ("cryptopp", "cryptopp", "The component `cryptopp` needs Crypto++ 8.7 or newer (Debian: libcrypto++-dev"),
        ("openssl", "OpenSSL", "The component `openssl` needs OpenSSL 3 or newer (Debian: libssl-dev"),
        ("beast", "OpenSSL", "The component `beast` needs OpenSSL 3 or newer (Debian: libssl-dev"),
        ("sql", "SOCI", "The component `sql` needs SOCI 4.0.3 or newer with its SQLite and PostgreSQL backends (Debian: libsoci-dev"),
    ]:
        find = f"CONFIG;REQUIRED;COMPONENTS;{component}"
        said = look(shop, "find-missing", find, *without(library), fails=True)
        expect(words in said, f"{component} without {library}: says what to install")

    said = look(shop, "find-missing", "CONFIG;REQUIRED", *without("cryptopp"), fails=True)
    expect("Debian: libcrypto++-dev" in said, "without a list of components all are needed")

    look(shop, "find-missing", "CONFIG;REQUIRED", "-DEXPECTED=core;cryptopp;openssl;beast;tollgate")
    look(shop, "find-missing", "CONFIG;REQUIRED;COMPONENTS;core;OPTIONAL_COMPONENTS;cryptopp;openssl",
         "-DEXPECTED=core;cryptopp", "-DUNEXPECTED=openssl;beast;tollgate", "-DMISSING=openssl", *without("OpenSSL"))


@case
def sql(shop):
    """The records: by headers, in a folder and compiled once; through CMake and pkg-config."""
    find_component(shop, "sql", *without("OpenSSL", "cryptopp"))
    project = shop.fresh("sql-folder")
    (project / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.24)\nproject(shop LANGUAGES CXX)\nset(TOLLGATE_COMPONENTS sql)\n"
        f"add_subdirectory({shop.sources.as_posix()} tollgate)\n"
        "if(NOT TARGET tollgate::sql OR NOT TARGET tollgate::compiled_sql)\n  message(FATAL_ERROR \"no sql\")\nendif()\n")
    shop.configure(project, project / "build", *without("OpenSSL", "cryptopp"))

    prefix = install_compiled(shop, "-DTOLLGATE_COMPONENTS=core,sql", *without("OpenSSL", "cryptopp"))
    expect([name for name in files_below(prefix) if name.startswith("lib/")] ==
           [f"lib/libtollgate-{name}.a" for name in ["core", "sql"]], "two libraries")
    build = shop.build_with_cmake("find_package", "compiled-sql-consumer", f"-DCMAKE_PREFIX_PATH={prefix}",
                                  "-DCOMPONENT=compiled_sql", "-DPROGRAM=sql")
    run(build / "shop")
    if shutil.which("pkg-config"):
        use_pkg_config(shop, "sql", "tollgate-compiled-sql", prefix)


@case
def two_units(shop):
    """Every header in two source files of one program."""
    build = shop.build_with_cmake("everything", "everything", at(shop))
    run(build / "shop")


@case
def shared_library(shop):
    build = shop.build_with_cmake("libraries", "libraries", at(shop))
    run(build / "shop")


# --- compiled once ---------------------------------------------------------------------------------------------


def install_compiled(shop, *options):
    build = shop.fresh("build")
    shop.configure(shop.archive("source"), build, "-DTOLLGATE_BUILD_TESTS=OFF", "-DTOLLGATE_BUILD_EXAMPLES=OFF",
                   "-DTOLLGATE_COMPILED=ON", *options)
    run("cmake", "--build", build)
    first = shop.fresh("first-prefix")
    run("cmake", "--install", build, "--prefix", first)
    prefix = shop.fresh("prefix")
    first.rename(prefix)
    shutil.rmtree(build)
    return prefix


def use_compiled(shop, prefix):
    """What is no template is not in the program's own object files, and they work with others that hold it."""
    build = shop.build_with_cmake("compiled", "consumer", f"-DCMAKE_PREFIX_PATH={prefix}")
    for program in ["shop", "both", "other_way_round"]:
        run(build / program)
    own = [line for line in run("nm", "-C", *build.glob("CMakeFiles/shop.dir/**/*.o")).splitlines() if "tollgate::v0::money_of(" in line]
    expect(own and all(" U " in line for line in own), f"the conversion of amounts is the library's: {own}")


@case
def compiled(shop):
    """Static libraries: through CMake, each component alone, and through pkg-config."""
    prefix = install_compiled(shop)
    expect([name for name in files_below(prefix) if not name.startswith(("include/", "share/"))] ==
           [f"lib/libtollgate-{name}.a" for name in ["beast", "core", "cryptopp", "openssl", "sandbox"]], "five libraries")
    use_compiled(shop, prefix)
    for component, hidden in [("compiled_core", ["OpenSSL", "cryptopp"]), ("compiled_cryptopp", ["OpenSSL"]),
                              ("compiled_openssl", ["cryptopp"]), ("compiled_beast", ["cryptopp"])]:
        look_at = f"-DCMAKE_PREFIX_PATH={prefix}"
        said = shop.configure(shop.consumers / "components", shop.fresh("find-compiled"), look_at,
                              f"-DFIND=CONFIG;REQUIRED;COMPONENTS;{component}", f"-DEXPECTED={component};core",
                              "-DUNEXPECTED=compiled;tollgate", *without(*hidden))
        expect("tollgate_FOUND: 1" in said, component)
    shop.configure(shop.consumers / "components", shop.fresh("find-compiled"), f"-DCMAKE_PREFIX_PATH={prefix}",
                   "-DFIND=CONFIG;REQUIRED", "-DEXPECTED=core;cryptopp;openssl;beast;tollgate;compiled_core;compiled_cryptopp;compiled_openssl;"
                   "compiled_beast;compiled_sandbox;compiled")
    use_two_libraries(shop, prefix)
    if shutil.which("pkg-config"):
        use_pkg_config(shop, "compiled", "tollgate-compiled", prefix)
        for policy in ["cryptopp", "openssl"]:
            use_pkg_config(shop, policy, f"tollgate-compiled-{policy}", prefix)
        flags = shop.pkg_config("--cflags", "--libs", "tollgate-compiled-core", "tollgate-cryptopp", prefix=prefix)
        said = shop.compile(shop.programs / "cryptopp.cpp", *flags, "-o", shop.folder / "without-policy", fails=True)
        expect("undefined reference to `tollgate::v0::detail::compiled_cryptopp_digests'" in said, "the linker names what lacks")


@case
def compiled_shared(shop):
    prefix = install_compiled(shop, "-DBUILD_SHARED_LIBS=ON", "-DCMAKE_CXX_VISIBILITY_PRESET=hidden",
                              "-DCMAKE_INSTALL_LIBDIR=lib/here")
    use_compiled(shop, prefix)
    use_two_libraries(shop, prefix)


def use_two_libraries(shop, prefix):
    """Programs whose shared libraries have what is compiled once, and the same in headers."""
    build = shop.build_with_cmake("two_libraries", "two-libraries", f"-DCMAKE_PREFIX_PATH={prefix}")
    for program in sorted(build.glob("shop_of_*_first")):
        run(program)
    expect(len(list(build.glob("shop_of_*_first"))) == 4, "four programs ran")


@case
def compiled_subdirectory(shop):
    """In a folder of the project: built since it is used, and nothing of it is installed."""
    project = shop.fresh("project")
    (project / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.24)\nproject(shop LANGUAGES CXX)\n"
        "add_subdirectory(source tollgate)\n"
        f"add_executable(shop {(shop.programs / 'compiled.cpp').as_posix()})\n"
        "target_link_libraries(shop PRIVATE tollgate::compiled)\n")
    shop.archive("project/source")
    shop.configure(project, project / "build")
    run("cmake", "--build", project / "build")
    run(project / "build" / "shop")


# --- from source -----------------------------------------------------------------------------------------------


@case
def add_subdirectory(shop):
    build = shop.build_with_cmake("add_subdirectory", "add-subdirectory", f"-DSOURCES={shop.sources}")
    run(build / "shop")
    run(build / "back_office" / "back_office")

    said = shop.configure(shop.consumers / "add_subdirectory", shop.fresh("add-subdirectory-2"),
                          f"-DSOURCES={shop.sources}", *without("OpenSSL"), fails=True)
    expect("tollgate's component `openssl` needs OpenSSL 3 or newer (Debian: libssl-dev" in " ".join(said.split()),
           "says what to install")


@case
def fetch_content(shop):
    """From an archive, as a release is; with one component, the other libraries are not needed."""
    shop.archive("fetch/tollgate-archive")
    archive = shutil.make_archive(shop.folder / "fetch" / "tollgate", "gztar", shop.folder / "fetch", "tollgate-archive")
    build = shop.build_with_cmake("fetch_content", "fetch-content", f"-DSOURCES={archive}", *without("OpenSSL"))
    run(build / "shop")
    run("cmake", "--install", build, "--prefix", shop.fresh("fetch-content-prefix"))
    installed = files_below(shop.folder / "fetch-content-prefix")
    expect(installed == ["bin/shop"], f"the consumer installs its own files only: {installed}")


@case
def header_drop(shop):
    """Headers in the project's own folder, Boost.JSON in one of its source files."""
    project = shop.fresh("header-drop")
    shutil.copytree(shop.sources / "include" / "tollgate", project / "third_party" / "tollgate")
    (project / "boost_json.cpp").write_text("#include <tollgate/json_src.hpp>\n")
    options = [*shop.only("header-drop-system", "boost", "cryptopp"), "-I", project / "third_party"]

    shop.compile(*options, "-c", shop.programs / "cryptopp.cpp", "-o", project / "shop.o")
    shop.compile(*options, "-c", project / "boost_json.cpp", "-o", project / "boost_json.o")
    link = [project / "shop.o", "-o", project / "shop", "-lcryptopp"]
    said = run(shop.compiler, *link, fails=True)
    expect("boost::json" in said, "it is Boost.JSON that json_src.hpp brings")
    run(shop.compiler, project / "boost_json.o", *link)
    run(project / "shop")


# --- one library is not there ----------------------------------------------------------------------------------


def use_only(shop, program, allowed, *libraries):
    """Builds with a system whose headers of the other libraries are not there, and runs."""
    options = shop.only(f"{program}-system", *allowed)
    executable = shop.folder / f"run-{program}"
    shop.compile(*options, "-I", shop.prefix / "include", shop.programs / f"{program}.cpp", "-o", executable,
                 *libraries, "-lboost_json", "-pthread")
    run(executable)


@case
def without_openssl(shop):
    use_only(shop, "only_cryptopp", ["boost", "cryptopp"], "-lcryptopp")


@case
def without_cryptopp(shop):
    use_only(shop, "only_openssl", ["boost", "openssl"], "-lcrypto")


def is_compiled_once(header):
    """Source files by another name, which want a macro."""
    return header == "tollgate/src.hpp" or header.startswith("tollgate/src/")


@case
def without_both(shop):
    """Every header that asks for neither library, itself or through others, compiles where only Boost is."""
    include = shop.prefix / "include"
    texts = {name: (include / name).read_text() for name in files_below(include)}
    asks = {name for name, text in texts.items() if re.search(r"#include <(cryptopp/|openssl/|boost/asio/ssl|soci/)", text)}
    before = None
    while before != asks:
        before = set(asks)
        for name, text in texts.items():
            if asks.intersection(re.findall(r"#include <(tollgate/[^>]+)>", text)):
                asks.add(name)
    core = sorted(name for name in set(texts) - asks
                  if name.endswith(".hpp") and name != "tollgate/json_src.hpp" and not is_compiled_once(name))
    for header in ["client", "request", "response", "callback", "explain", "scripted_transport", "providers/cactus"]:
        expect(f"tollgate/{header}.hpp" in core, f"{header}.hpp needs only Boost")

    folder = shop.fresh("core-headers")
    (folder / "core.cpp").write_text("".join(f"#include <{name}>\n" for name in core))
    shop.compile(*shop.only("core-system", "boost"), "-I", include, "-fsyntax-only", folder / "core.cpp")
    use_only(shop, "core", ["boost"])


# --- pkg-config, Meson -----------------------------------------------------------------------------------------


def use_pkg_config(shop, program, module, prefix=None):
    flags = shop.pkg_config("--cflags", "--libs", module, prefix=prefix)
    executable = shop.folder / f"pkg-config-{program}"
    shop.compile(shop.programs / f"{program}.cpp", *flags, "-o", executable)
    run(executable)


@case
def pkg_config(shop):
    for component in ["core", "cryptopp", "openssl", "beast"]:
        use_pkg_config(shop, component, f"tollgate-{component}")
    all_of_them = shop.pkg_config("--libs", "tollgate")
    expect({"-lcryptopp", "-lssl", "-lcrypto", "-lboost_json"} <= set(all_of_them), "tollgate is all of them")


MESON_SETTINGS = ["--buildtype", "plain", "-Dwerror=" + ("true" if "-Werror" in WARNINGS else "false")]


def meson_environment(shop):
    launcher = " ".join(shop.launcher.split(";")) + " " if shop.launcher else ""
    return {**os.environ, "CXX": launcher + shop.compiler}


@case
def meson(shop):
    """Installs with Meson; the result is used through pkg-config."""
    build = shop.fresh("build")
    prefix = shop.fresh("prefix")
    sources = shop.archive("subprojects/tollgate")
    run("meson", "setup", build, sources, "--prefix", prefix, "-Dtests=disabled", *MESON_SETTINGS,
        env=meson_environment(shop))
    run("meson", "install", "-C", build)
    wanted = [name for name in files_below(shop.prefix) if name.startswith(("include/", "share/pkgconfig/", LICENSE))]
    expect(files_below(prefix) == wanted, f"as with CMake: {set(files_below(prefix)) ^ set(wanted)}")
    for name in wanted:
        expect((prefix / name).read_text() == (shop.prefix / name).read_text(), f"as with CMake: {name}")
    use_pkg_config(shop, "cryptopp", "tollgate-cryptopp", prefix)

    prefix = shop.fresh("compiled-prefix")
    run("meson", "setup", "--reconfigure", build, sources, "--prefix", prefix, "-Dcompiled=true", "-Ddefault_library=static",
        "-Dlibdir=lib", env=meson_environment(shop))
    run("meson", "install", "-C", build)
    use_pkg_config(shop, "compiled", "tollgate-compiled", prefix)


@case
def meson_subproject(shop):
    """With the wrap file as it is; the sources are already where it would put them."""
    project = shop.fresh("meson-project")
    shutil.copytree(shop.consumers / "meson", project, dirs_exist_ok=True)
    shutil.copytree(shop.programs, project / "programs")
    shop.archive("meson-project/subprojects/tollgate")
    shutil.copy2(shop.sources / "packaging" / "meson" / "tollgate.wrap", project / "subprojects")

    build = shop.fresh("meson-project/build")
    run("meson", "setup", build, project, *MESON_SETTINGS, env=meson_environment(shop))
    run("meson", "compile", "-C", build)
    for program in ["core", "cryptopp", "openssl", "shop", "compiled"]:
        run(build / program)
    run("meson", "install", "-C", build, "--destdir", shop.fresh("meson-project-prefix"))
    expect(not files_below(shop.folder / "meson-project-prefix"), "a subproject installs nothing")

    said = run("meson", "setup", shop.fresh("meson-project-build"), project, "-Dtollgate:openssl=disabled", *MESON_SETTINGS,
               env=meson_environment(shop), fails=True)
    expect("tollgate-openssl" in said, "names the component that is disabled")


# --- Conan, vcpkg ----------------------------------------------------------------------------------------------


@case
def conan(shop):
    conan_stand_in.replay(shop)


@case
def vcpkg(shop):
    vcpkg_stand_in.replay(shop)


# --- the page ---------------------------------------------------------------------------------------------------


@case
def install_page(shop):
    """What docs/install.md tells to write, as it stands there. Conan's and vcpkg's own commands are not run."""
    page = (shop.sources / "docs" / "install.md").read_text()
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", page, re.M | re.S)

    def written(language, word):
        found = [text for name, text in blocks if name == language and word in text]
        expect(len(found) == 1, f"one {language} block has `{word}`: {found}")
        return found[0]

    def configure(name, block, *options):
        project = shop.fresh(f"page-{name}")
        (project / "shop.cpp").write_text("int main() {}\n")
        (project / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.24)\nproject(shop LANGUAGES CXX)\nadd_executable(shop shop.cpp)\n" + block)
        return project, lambda: shop.configure(project, project / "build", *options)

    installing = written("sh", "cmake --install")
    prefix = shop.fresh("page-prefix")
    run("bash", "-euc", installing.replace("/opt/tollgate", str(prefix)), cwd=shop.archive("page-source"))
    expect(files_below(prefix) == files_below(shop.prefix), "installs what the package is")

    for word in ["CONFIG REQUIRED)", "COMPONENTS cryptopp)"]:
        _, go = configure("find", written("cmake", word), f"-DCMAKE_PREFIX_PATH={prefix}")
        go()
    _, go = configure("folder", written("cmake", "add_subdirectory("))
    shop.archive("page-folder/third_party/tollgate")
    go()
    fetching = written("cmake", "FetchContent_Declare")
    origin = re.search(r"GIT_REPOSITORY \S+ GIT_TAG v[0-9.]+", fetching)
    expect(origin, "fetches a release")
    _, go = configure("fetch", fetching.replace(origin[0], f"URL {shop.archive('page-fetch-source')}"))
    go()

    linking = written("sh", "PKG_CONFIG_PATH")
    folder = shop.fresh("page-pkg-config")
    shutil.copytree(shop.programs, folder / "programs")
    shutil.copy2(shop.programs / "cryptopp.cpp", folder / "shop.cpp")
    (folder / "shop.cpp").write_text(re.sub(r'#include "(?=\w)', '#include "programs/', (folder / "shop.cpp").read_text()))
    run("bash", "-euc", linking.replace("/opt/tollgate", str(prefix)), cwd=folder)
    run(folder / "shop")

    for name, text in [("README.md", (shop.sources / "README.md").read_text()), ("install.md", page)]:
        for line in ["conan create . -s compiler.cppstd=20 --build=missing",
                     "vcpkg install tollgate --classic --overlay-ports=packaging/vcpkg/ports"]:
            expect(line in text, f"{name} says: {line}")


@case
def install_page_meson(shop):
    """The Meson project of docs/install.md, with the library in subprojects/."""
    page = (shop.sources / "docs" / "install.md").read_text()
    project = shop.fresh("page-meson")
    (project / "meson.build").write_text(re.search(r"^```meson\n(.*?)^```$", page, re.M | re.S)[1])
    (project / "shop.cpp").write_text("int main() {}\n")
    shop.archive("page-meson/subprojects/tollgate")
    shutil.copy2(shop.sources / "packaging" / "meson" / "tollgate.wrap", project / "subprojects")
    run("meson", "setup", shop.fresh("page-meson-build"), project, *MESON_SETTINGS, env=meson_environment(shop))


# --- other -----------------------------------------------------------------------------------------------------


@case
def versions(shop):
    """One number everywhere."""
    def find(name, pattern):
        match = re.search(pattern, (shop.sources / name).read_text(), re.M)
        expect(match, f"{name}: no version found")
        return ".".join(match.groups())

    header = "include/tollgate/version.hpp"
    version = find(header, r'TOLLGATE_VERSION_STRING "([0-9.]+)"')
    others = {
        f"{header}, the numbers": find(header, r"_MAJOR (\d+)\n.*_MINOR (\d+)\n.*_PATCH (\d+)\n"),
        "conanfile.py": find("conanfile.py", r'^    version = "(.+)"'),
        "CHANGELOG.md, its first heading": find("CHANGELOG.md", r"\A# .*\s+## ([0-9.]+)"),
        "the wrap's tag": find("packaging/meson/tollgate.wrap", r"^revision = v(.+)$"),
    }
    for name in ["vcpkg.json", "packaging/vcpkg/ports/tollgate/vcpkg.json"]:
        others[name] = json.loads((shop.sources / name).read_text())["version"]

    # CMake and Meson read the header; what they make of it:
    build = shop.fresh("versions")
    shop.configure(shop.sources, build, "-DTOLLGATE_BUILD_TESTS=OFF", "-DTOLLGATE_BUILD_EXAMPLES=OFF")
    others["CMake"] = find(build / "CMakeCache.txt", r"^CMAKE_PROJECT_VERSION:STATIC=(.+)$")
    others["CMake's package"] = find(build / "tollgate-config-version.cmake", r'set\(PACKAGE_VERSION "(.+)"\)')
    others["pkg-config"] = find(build / "tollgate.pc", r"^Version: (.+)$")
    build = shop.fresh("versions-meson")
    run("meson", "setup", build, shop.archive("versions-archive"), "-Dtests=disabled", env=meson_environment(shop))
    others["Meson"] = json.loads(run("meson", "introspect", "--projectinfo", build))["version"]

    print(f"{header}: {version}")
    for name, other in others.items():
        print(f"{name}: {other}")
    wrong = [name for name, other in others.items() if other != version]
    expect(not wrong, f"{version} in {header}, something else in {', '.join(wrong)}")


if __name__ == "__main__":
    workshop.main(CASES)
