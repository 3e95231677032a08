# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

import os

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, rmdir

required_conan_version = ">=2.0"


class TollgateConan(ConanFile):
    name = "tollgate"
    version = "0.1.0"
    description = "Payment gateways, described as types: signed requests, checked answers, verified callbacks"
    license = "BSL-1.0"
    homepage = "https://github.com/OWNER/REPO"
    url = "https://github.com/OWNER/REPO"
    topics = ("payments", "payment-gateway", "webhooks", "hmac")
    package_type = "library" # with header_only, Conan takes it for a header library
    settings = "os", "arch", "compiler", "build_type"
    options = {"header_only": [True, False], "shared": [True, False], "fPIC": [True, False],
               "with_cryptopp": [True, False], "with_openssl": [True, False], "with_sql": [True, False]}
    default_options = {"header_only": True, "shared": False, "fPIC": True, "with_cryptopp": True, "with_openssl": True,
                       "with_sql": False, "soci/*:with_sqlite3": True, "soci/*:with_postgresql": True}
    exports_sources = "CMakeLists.txt", "LICENSE", "cmake/*", "include/*", "src/*"
    no_copy_source = True

    def config_options(self):
        if self.settings.os == "Windows":
            self.options.rm_safe("fPIC")

    def configure(self):
        if self.options.header_only:
            self.options.rm_safe("shared")
        if self.options.header_only or self.options.shared:
            self.options.rm_safe("fPIC")

    def requirements(self):
        # Headers of the library include theirs, however it is linked.
        self.requires("boost/[>=1.81.0 <2]", transitive_headers=True, transitive_libs=True)
        if self.options.with_cryptopp:
            self.requires("cryptopp/8.9.0", transitive_headers=True, transitive_libs=True)
        if self.options.with_openssl:
            self.requires("openssl/[>=3 <4]", transitive_headers=True, transitive_libs=True)
        if self.options.with_sql:
            self.requires("soci/[>=4.0.3 <5]", transitive_headers=True, transitive_libs=True)

    def layout(self):
        cmake_layout(self)

    def validate(self):
        check_min_cppstd(self, 20)
        boost = self._package("boost")
        if boost and (boost.options.get_safe("header_only") or boost.options.get_safe("without_json")):
            raise ConanInvalidConfiguration(
                "tollgate needs Boost.JSON compiled: leave boost/*:header_only and boost/*:without_json off")

    def generate(self):
        if self.options.header_only:
            return
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        components = ["core"]
        if self.options.with_cryptopp:
            components.append("cryptopp")
        if self.options.with_openssl:
            components += ["openssl", "beast"]
        if self.options.with_sql:
            components.append("sql")
        toolchain.cache_variables.update({
            "TOLLGATE_COMPILED": True,
            "TOLLGATE_COMPONENTS": ",".join(components),
            "TOLLGATE_BUILD_TESTS": False,
            "TOLLGATE_BUILD_EXAMPLES": False,
            "TOLLGATE_INSTALL_PKGCONFIG": False,
        })
        toolchain.generate()

    def build(self):
        if self.options.header_only:
            return
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        if self.options.header_only:
            for pattern in ["*.hpp", "*.ipp"]:
                copy(self, pattern, os.path.join(self.source_folder, "include"),
                     os.path.join(self.package_folder, "include"))
        else:
            CMake(self).install()
            rmdir(self, os.path.join(self.package_folder, "share")) # CMake's and pkg-config's files, which Conan makes

    def package_id(self):
        if self.options.header_only:
            self.info.clear()

    def package_info(self):
        # The package as a whole has no folders of libraries, and without compiled ones none has.
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        self.cpp_info.set_property("cmake_file_name", "tollgate")
        self.cpp_info.set_property("cmake_config_version_compat", "SameMinorVersion") # as the installed package has it
        self.cpp_info.set_property("cmake_target_name", "tollgate::tollgate")
        self.cpp_info.set_property("pkg_config_name", "tollgate")

        self._add_component("core", {"boost::headers": None, "boost::json": "boost_json"})
        if self.settings.os in ("Linux", "FreeBSD"):
            self.cpp_info.components["core"].system_libs.append("pthread")
        if self.options.with_cryptopp:
            self._add_component("cryptopp", {"core": None, "cryptopp::libcryptopp": "cryptopp"})
        if self.options.with_openssl:
            self._add_component("openssl", {"core": None, "openssl::crypto": "crypto"})
            self._add_component("beast", {"core": None, "openssl::ssl": "ssl", "openssl::crypto": "crypto"})
        if self.options.with_sql:
            self._add_component("sql", {"core": None, "soci::soci_sqlite3": "soci_sqlite3",
                                        "soci::soci_postgresql": "soci_postgresql", "soci::soci_core": "soci_core"})
        if self.options.header_only:
            return
        self._add_compiled("core", ["core"])
        if self.options.with_cryptopp:
            self._add_compiled("cryptopp", ["compiled_core", "cryptopp"])
        if self.options.with_openssl:
            self._add_compiled("openssl", ["compiled_core", "openssl"])
            self._add_compiled("beast", ["compiled_core", "beast"])
        if self.options.with_openssl and self.options.with_cryptopp:
            self._add_compiled("sandbox", ["compiled_beast", "compiled_cryptopp"])
        if self.options.with_sql:
            self._add_compiled("sql", ["compiled_core", "sql"])

    def _package(self, name):
        """The package of this name; None where the profile takes the system's ([platform_requires])."""
        try:
            return self.dependencies[name]
        except KeyError:
            return None

    def _add_component(self, name, needs):
        """With what it needs, and the library of it that is linked where the system brings it instead of a package."""
        component = self.cpp_info.components[name]
        component.set_property("cmake_target_name", f"tollgate::{name}")
        component.set_property("pkg_config_name", f"tollgate-{name}")
        component.bindirs = []
        component.libdirs = []
        for needed, library in needs.items():
            if "::" not in needed or self._package(needed.split("::")[0]):
                component.requires.append(needed)
            elif library:
                component.system_libs.append(library)
        return component

    def _add_compiled(self, name, needs):
        """A library of what is no template in the component, and the macro that tells the headers so."""
        component = self._add_component(f"compiled_{name}", {needed: None for needed in needs})
        component.set_property("pkg_config_name", f"tollgate-compiled-{name}")
        component.defines = ["TOLLGATE_SEPARATE_COMPILATION"]
        component.libs = [f"tollgate-{name}"]
        component.libdirs = ["lib"]
        component.bindirs = ["bin"]
