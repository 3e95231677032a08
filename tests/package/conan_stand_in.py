# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

"""Replays the Conan recipe. Conan itself is not run: what the recipes import from it is played here, the
methods of conanfile.py and test_package/conanfile.py run as they are, and the CMake package that Conan's
CMakeDeps would write is written from the recipe's package_info()."""

import fnmatch
import importlib.util
import os
import pathlib
import shutil
import sys
import types

from workshop import expect, files_below, run

# Conan's components of other packages, and what Debian's CMake packages call them.
TARGETS = {
    "boost::headers": "Boost::headers",
    "boost::json": "Boost::json",
    "cryptopp::libcryptopp": "cryptopp::cryptopp",
    "openssl::crypto": "OpenSSL::Crypto",
    "openssl::ssl": "OpenSSL::SSL",
    "soci::soci_core": "soci::soci",
    "soci::soci_postgresql": "soci::soci",
    "soci::soci_sqlite3": "soci::soci",
}


class ConanInvalidConfiguration(Exception):
    pass


class Settings:
    os = "Linux"
    build_type = "Release"
    cppstd = 20


class Options:
    def __init__(self, values):
        self.__dict__.update(values)

    def get_safe(self, name, default=None):
        return self.__dict__.get(name, default)

    def rm_safe(self, name):
        self.__dict__.pop(name, None)


class Component:
    def __init__(self):
        self.includedirs = ["include"]
        self.bindirs = ["bin"]
        self.libdirs = ["lib"]
        self.requires = []
        self.system_libs = []
        self.libs = []
        self.defines = []
        self.properties = {}

    def set_property(self, name, value):
        self.properties[name] = value


class Components(dict):
    def __missing__(self, name):
        return self.setdefault(name, Component())


class CppInfo(Component):
    def __init__(self):
        super().__init__()
        self.components = Components()


class ConanFile:
    def __init__(self, options=None, boost=None, platform=()):
        self.settings = Settings()
        self.options = Options({**getattr(type(self), "default_options", {}), **(options or {})})
        # What the profile takes from the system ([platform_requires]) is not among them.
        self.dependencies = {name: types.SimpleNamespace(options=Options({}))
                             for name in ["boost", "cryptopp", "openssl", "soci"] if name not in platform}
        if boost:
            self.dependencies["boost"].options = Options(boost)
        self.required = []
        self.cpp_info = CppInfo()
        self.info = types.SimpleNamespace(clear=self._clear)
        self.is_for_any_system = False

    def _clear(self):
        self.is_for_any_system = True

    def requires(self, reference, transitive_headers=False, transitive_libs=False):
        if not reference.startswith("tollgate/"):
            expect(transitive_headers and transitive_libs, f"{reference}: programs include and link it, too")
        self.required.append(reference)

    def run(self, command, env=None):
        run(command)


def copy(_, pattern, source, destination):
    # A `*` stands for folders, too. What the pattern leaves aside is not looked at: a build folder may be in use.
    folder = pattern.partition("*")[0].rpartition("/")[0]
    names = files_below(pathlib.Path(source, folder)) if "*" in pattern else [pathlib.PurePath(pattern).name]
    for name in (str(pathlib.PurePath(folder, each)) for each in names):
        if fnmatch.fnmatch(name, pattern) and pathlib.Path(source, name).is_file():
            target = pathlib.Path(destination) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(pathlib.Path(source) / name, target)


def check_min_cppstd(recipe, version):
    if recipe.settings.cppstd < version:
        raise ConanInvalidConfiguration(f"C++{version} is needed")


def module(name, **contents):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__dict__.update(contents)


def cmake_layout(recipe):
    recipe.cpp = types.SimpleNamespace(build=types.SimpleNamespace(bindir=str(recipe.build_folder)))


def stand_in(shop):
    class CMake:
        def __init__(self, recipe):
            self.recipe = recipe

        def configure(self):
            settings = [f"-D{name}={'ON' if value is True else 'OFF' if value is False else value}"
                        for name, value in getattr(self.recipe, "cache_variables", {}).items()]
            shop.configure(self.recipe.source_folder, self.recipe.build_folder,
                           f"-DCMAKE_PREFIX_PATH={self.recipe.generators_folder}", "-DCMAKE_BUILD_TYPE=Release",
                           "-DCMAKE_CXX_STANDARD=20", "-DCMAKE_CXX_FLAGS_RELEASE=", *settings)

        def build(self):
            run("cmake", "--build", self.recipe.build_folder)

        def install(self):
            run("cmake", "--install", self.recipe.build_folder, "--prefix", self.recipe.package_folder)

    class CMakeDeps:
        """The system's packages are found as they are."""
        def __init__(self, recipe):
            pass

        def generate(self):
            pass

    class CMakeToolchain:
        def __init__(self, recipe):
            self.recipe = recipe
            self.cache_variables = {}

        def generate(self):
            self.recipe.cache_variables = self.cache_variables

    module("conan", ConanFile=ConanFile)
    module("conan.errors", ConanInvalidConfiguration=ConanInvalidConfiguration)
    module("conan.tools")
    module("conan.tools.build", check_min_cppstd=check_min_cppstd, can_run=lambda recipe: True)
    module("conan.tools.cmake", CMake=CMake, CMakeDeps=CMakeDeps, CMakeToolchain=CMakeToolchain, cmake_layout=cmake_layout)
    module("conan.tools.files", copy=copy, rmdir=lambda recipe, folder: shutil.rmtree(folder, ignore_errors=True))


def load(file, name):
    spec = importlib.util.spec_from_file_location(file.parent.name + "_conanfile", file)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return getattr(loaded, name)


def refuses(recipe):
    try:
        recipe.validate()
    except ConanInvalidConfiguration:
        return True
    return False


def write_cmake_package(recipe, folder, helpers):
    """As CMakeDeps does: a target for each component, and one for all."""
    lines = ["find_package(Threads REQUIRED)", "find_package(Boost CONFIG REQUIRED COMPONENTS json)"]
    packages = {reference.split("/")[0] for reference in recipe.required}
    if "openssl" in packages:
        lines.append("find_package(OpenSSL REQUIRED)")
    if "cryptopp" in packages:
        lines.append(f'include("{helpers}/find-cryptopp.cmake")')
    if "soci" in packages:
        lines.append(f'include("{helpers}/find-soci.cmake")')

    used = set()
    targets = []
    for name, component in recipe.cpp_info.components.items():
        has_libraries = name.startswith("compiled_")
        expect(bool(component.libdirs) == bool(component.libs) == has_libraries, f"{name} has folders where it has libraries")
        links = ["Threads::Threads" if library == "pthread" else library for library in component.system_libs]
        for required in component.requires:
            package, _, part = required.rpartition("::")
            expect(not package or package in packages, f"{required}: not among the requirements")
            used.add(package)
            expect(not package or package in recipe.dependencies, f"{required}: the system's, so it is no dependency")
            links.append(TARGETS[required] if package else recipe.cpp_info.components[part].properties["cmake_target_name"])
        target = component.properties["cmake_target_name"]
        targets.append(target)
        for library in component.libs:
            found = list((pathlib.Path(recipe.package_folder) / component.libdirs[0]).glob(f"lib{library}.*"))
            expect(found, f"{library} is packaged")
            # Of its own, as CMakeDeps makes it: so CMake knows what must stand behind it when a program is linked.
            imported = f"conan::{library}"
            lines += [f"add_library({imported} UNKNOWN IMPORTED)",
                      f'set_target_properties({imported} PROPERTIES IMPORTED_LOCATION "{found[0]}"'
                      f' INTERFACE_LINK_LIBRARIES "{";".join(map(str, links))}")']
            links.insert(0, imported)
        lines += [f"add_library({target} INTERFACE IMPORTED)",
                  f'target_include_directories({target} INTERFACE "{recipe.package_folder}/include")',
                  f"target_compile_definitions({target} INTERFACE {' '.join(component.defines)})",
                  f"target_link_libraries({target} INTERFACE {' '.join(map(str, links))})"]
    packaged = packages & set(recipe.dependencies)
    expect(packaged <= used, f"every requirement is used by a component: {packaged - used}")
    whole = recipe.cpp_info.properties["cmake_target_name"]
    lines += [f"add_library({whole} INTERFACE IMPORTED)", f"target_link_libraries({whole} INTERFACE {' '.join(targets)})"]

    name = recipe.cpp_info.properties["cmake_file_name"]
    (folder / f"{name}-config.cmake").write_text("\n".join(lines) + "\n")


def create(shop, package_recipe, test_recipe, name, options, platform=()):
    """`conan create`, played."""
    work = shop.fresh(name)
    recipe = package_recipe(options, platform=platform)
    for pattern in [recipe.exports_sources] if isinstance(recipe.exports_sources, str) else recipe.exports_sources:
        copy(recipe, pattern, shop.sources, work / "source")
    recipe.source_folder = str(work / "source")
    recipe.package_folder = str(work / "package")
    recipe.build_folder = work / "package-build"
    recipe.generators_folder = work / "package-generators"
    recipe.config_options()
    recipe.configure()
    recipe.requirements()
    expect(not refuses(recipe), "the recipe refuses nothing that is right")
    recipe.generate()
    recipe.build()
    recipe.package()
    recipe.package_id()
    expect(recipe.is_for_any_system == recipe.options.header_only, "headers are for every system, libraries for one")
    headers = [f"include/{header}" for header in files_below(shop.sources / "include")]
    packaged = [name for name in files_below(work / "package") if not name.startswith("lib/")]
    expect(packaged == sorted([*headers, "licenses/LICENSE"]), "headers and licence are packaged")
    expect((work / "package" / "lib").exists() != recipe.options.header_only, "libraries are packaged unless headers are all")
    recipe.package_info()
    expect(recipe.cpp_info.libdirs == [] and recipe.cpp_info.bindirs == [], "the package as a whole has no such folders")
    expect(recipe.cpp_info.properties["cmake_config_version_compat"] == "SameMinorVersion", "versions as CMake's own package")

    test = test_recipe()
    test.tested_reference_str = f"{recipe.name}/{recipe.version}"
    test.source_folder = shop.sources / "test_package"
    test.build_folder = work / "build"
    test.generators_folder = work / "generators"
    test.generators_folder.mkdir()
    write_cmake_package(recipe, test.generators_folder, shop.sources / "cmake")
    test.requirements()
    test.layout()
    test.build()
    test.test()
    return recipe


def replay(shop):
    stand_in(shop)
    package_recipe = load(shop.sources / "conanfile.py", "TollgateConan")
    test_recipe = load(shop.sources / "test_package" / "conanfile.py", "TollgateTestConan")

    recipe = create(shop, package_recipe, test_recipe, "conan", {})
    expect(set(recipe.cpp_info.components) == {"core", "cryptopp", "openssl", "beast"}, "all components by default")
    create(shop, package_recipe, test_recipe, "conan-platform", {"with_openssl": False}, platform=["boost", "cryptopp"])
    recipe = create(shop, package_recipe, test_recipe, "conan-cryptopp", {"with_openssl": False})
    expect(set(recipe.cpp_info.components) == {"core", "cryptopp"}, "without OpenSSL neither openssl nor beast")

    recipe = create(shop, package_recipe, test_recipe, "conan-compiled", {"header_only": False})
    expect(set(recipe.cpp_info.components) == {"core", "cryptopp", "openssl", "beast", "compiled_core", "compiled_cryptopp",
                                               "compiled_openssl", "compiled_beast", "compiled_sandbox"}, "and the compiled ones")
    recipe = create(shop, package_recipe, test_recipe, "conan-compiled-core", {"header_only": False, "with_openssl": False})
    expect(set(recipe.cpp_info.components) == {"core", "cryptopp", "compiled_core", "compiled_cryptopp"}, "as far as there are libraries for them")

    if shop.has_soci:
        recipe = create(shop, package_recipe, test_recipe, "conan-sql", {"header_only": False, "with_openssl": False, "with_sql": True})
        expect(set(recipe.cpp_info.components) == {"core", "cryptopp", "sql", "compiled_core", "compiled_cryptopp", "compiled_sql"},
               "and the records")

    older = package_recipe()
    older.settings.cppstd = 17
    expect(refuses(older), "C++17 is refused")
    for option in ["header_only", "without_json"]:
        expect(refuses(package_recipe(boost={option: True})), f"Boost with {option} is refused")
    print("replayed: the recipe's methods and its test package")
