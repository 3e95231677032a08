# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

import os

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy
from conan.tools.layout import basic_layout

required_conan_version = ">=2.0"


class TollgateConan(ConanFile):
    name = "tollgate"
    version = "0.1.0"
    description = "Payment gateways, described as types: signed requests, checked answers, verified callbacks"
    license = "BSL-1.0"
    homepage = "https://github.com/OWNER/REPO"
    url = "https://github.com/OWNER/REPO"
    topics = ("payments", "payment-gateway", "webhooks", "hmac", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"with_cryptopp": [True, False], "with_openssl": [True, False]}
    default_options = {"with_cryptopp": True, "with_openssl": True}
    exports_sources = "include/*", "LICENSE"
    no_copy_source = True

    def requirements(self):
        self.requires("boost/[>=1.81.0 <2]")
        if self.options.with_cryptopp:
            self.requires("cryptopp/8.9.0")
        if self.options.with_openssl:
            self.requires("openssl/[>=3 <4]")

    def layout(self):
        basic_layout(self)

    def validate(self):
        check_min_cppstd(self, 20)
        boost = self._package("boost")
        if boost and (boost.options.get_safe("header_only") or boost.options.get_safe("without_json")):
            raise ConanInvalidConfiguration(
                "tollgate needs Boost.JSON compiled: leave boost/*:header_only and boost/*:without_json off")

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        for pattern in ["*.hpp", "*.ipp"]:
            copy(self, pattern, os.path.join(self.source_folder, "include"),
                 os.path.join(self.package_folder, "include"))

    def package_id(self):
        self.info.clear()

    def package_info(self):
        # There are headers only: not even the package as a whole has these folders.
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
