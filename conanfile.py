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
        boost = self.dependencies["boost"].options
        if boost.get_safe("header_only") or boost.get_safe("without_json"):
            raise ConanInvalidConfiguration(
                "tollgate needs Boost.JSON compiled: leave boost/*:header_only and boost/*:without_json off")

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        copy(self, "*.hpp", os.path.join(self.source_folder, "include"),
             os.path.join(self.package_folder, "include"))

    def package_id(self):
        self.info.clear()

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "tollgate")
        self.cpp_info.set_property("cmake_target_name", "tollgate::tollgate")
        self.cpp_info.set_property("pkg_config_name", "tollgate")

        self._add_component("core", ["boost::headers", "boost::json"])
        if self.settings.os in ("Linux", "FreeBSD"):
            self.cpp_info.components["core"].system_libs = ["pthread"]
        if self.options.with_cryptopp:
            self._add_component("cryptopp", ["core", "cryptopp::libcryptopp"])
        if self.options.with_openssl:
            self._add_component("openssl", ["core", "openssl::crypto"])
            self._add_component("beast", ["core", "openssl::ssl", "openssl::crypto"])

    def _add_component(self, name, requires):
        component = self.cpp_info.components[name]
        component.set_property("cmake_target_name", f"tollgate::{name}")
        component.set_property("pkg_config_name", f"tollgate-{name}")
        component.bindirs = []
        component.libdirs = []
        component.requires = requires
