# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

"""Replays the vcpkg port. vcpkg itself is not run: its functions that the port calls are played by
vcpkg_stand_in.cmake, which runs the port's own configure and install lines, and what vcpkg checks afterwards
is checked here as far as it concerns this port."""

import json
import pathlib
import re

from workshop import expect, files_below, run

FIELDS = ["name", "version", "description", "homepage", "license", "dependencies", "default-features", "features"]


def name_of(dependency):
    return dependency if isinstance(dependency, str) else dependency["name"]


def check_manifest(file):
    text = file.read_text()
    manifest = json.loads(text)
    expect(text == json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", f"{file} is formatted as vcpkg does it")
    expect(list(manifest) == [field for field in FIELDS if field in manifest], f"{file}: the fields' order")
    parts = [manifest, *manifest.get("features", {}).values()]
    for part in parts:
        names = [name_of(dependency) for dependency in part.get("dependencies", [])]
        expect(names == sorted(set(names)), f"{file}: dependencies are sorted")
    return manifest, {name_of(dependency) for part in parts for dependency in part.get("dependencies", [])}


def libraries_included(include):
    found = set()
    for name in files_below(include):
        for folder in re.findall(r"#include <(boost/\w+|cryptopp|openssl|soci)/", (include / name).read_text()):
            found.add(folder.replace("boost/", "boost-").replace("_", "-"))
    return found


def replay(shop):
    port = shop.sources / "packaging" / "vcpkg" / "ports" / "tollgate"
    manifest, dependencies = check_manifest(port / "vcpkg.json")
    needed = libraries_included(shop.sources / "include") | {"boost-headers"}
    declared = dependencies - {"vcpkg-cmake", "vcpkg-cmake-config"}
    expect(declared == needed, f"a dependency for each library that the headers include: {declared ^ needed}")
    _, dependencies = check_manifest(shop.sources / "vcpkg.json")
    expect(dependencies == needed | {"doctest"}, f"the same for development: {dependencies ^ needed}")

    check_port(shop, port, manifest["version"], "vcpkg", ["core", "cryptopp", "beast"], {"include", "share"}, "cryptopp")
    check_port(shop, port, manifest["version"], "vcpkg-compiled", ["core", "cryptopp", "beast", "compiled"],
               {"include", "share", "lib", "debug"}, "compiled")
    print("replayed: the port's configure and install lines")


def check_port(shop, port, version, name, features, folders, program):
    """Installs the port with these features, as far as it does so itself, and has a program use it."""
    work = shop.fresh(name)
    packages = work / "packages"
    stand_in = pathlib.Path(__file__).with_name("vcpkg_stand_in.cmake")
    run("cmake", f"-DPORT_FOLDER={port}", f"-DVERSION={version}", f"-DWORK={work}",
        f"-DARCHIVE={shop.archive(f'{name}/source')}", f"-DCURRENT_PACKAGES_DIR={packages}",
        f"-DCOMPILER={shop.compiler}", f"-DLAUNCHER={shop.launcher}", f"-DFEATURES={';'.join(features)}", "-P", stand_in)

    installed = files_below(packages)
    print("\n".join(installed))
    expect({path.split("/")[0] for path in installed} == folders, f"only {folders}")
    expect(all(path.startswith("debug/lib/") for path in installed if path.startswith("debug/")), "libraries alone in debug/")
    shared = {path.split("/")[1] for path in installed if path.startswith("share/")}
    expect(shared == {"tollgate"}, "all of share/ is the port's own")
    for needed in ["copyright", "usage", "tollgate-config.cmake"]:
        expect(f"share/tollgate/{needed}" in installed, f"{needed} is installed")
    for path in packages.rglob("*"):
        expect(path.is_file() or any(path.iterdir()), f"{path} is an empty folder")

    build = shop.build_with_cmake("find_package", f"{name}-consumer", f"-DCMAKE_PREFIX_PATH={packages}", f"-DCOMPONENT={program}")
    run(build / "shop")
