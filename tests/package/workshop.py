# Copyright (c) 2026 The tollgate authors
# SPDX-License-Identifier: BSL-1.0

"""Where the package tests work: folders, commands, and consumers built with CMake or by the compiler alone."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion"]
if os.environ.get("TOLLGATE_WARNINGS_AS_ERRORS"):
    WARNINGS.append("-Werror")

# What tollgate depends on, or is: hidden from a compiler unless a test allows it.
LIBRARIES = {"boost", "cryptopp", "crypto++", "openssl", "doctest", "tollgate"}


class Failure(Exception):
    pass


def expect(holds, what):
    if not holds:
        raise Failure(what)


def run(*command, fails=False, **options):
    """Runs a command and gives what it said. Its failure is an error, unless it is what is wanted."""
    command = [str(part) for part in command]
    print("$", " ".join(command), flush=True)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    print(done.stdout, flush=True)
    if fails:
        expect(done.returncode != 0, "this should have failed")
    else:
        expect(done.returncode == 0, f"exit status {done.returncode}")
    return done.stdout


def files_below(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


class Workshop:
    """Each case has a folder of its own. The same names in each of them: a compiler cache that knows where the project lies takes
    what one case has compiled for the next one's."""

    def __init__(self, sources, folder, name, compiler, launcher):
        self.sources = sources
        self.folder = folder / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.compiler = compiler
        self.launcher = launcher
        self.prefix = folder / "prefix"
        self.consumers = sources / "tests" / "consumer"
        self.programs = self.consumers / "programs"
        self.has_soci = os.environ.get("TOLLGATE_HAS_SOCI") == "1"

    def fresh(self, name):
        """An empty folder."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def archive(self, name):
        """A copy of what it takes to build and install: no tests, no documentation, no .git."""
        copy = self.fresh(name)
        for part in ["CMakeLists.txt", "LICENSE", "meson.build", "meson_options.txt", "cmake", "include", "packaging",
                     "src"]:
            source = self.sources / part
            if source.is_dir():
                shutil.copytree(source, copy / part)
            else:
                shutil.copy2(source, copy / part)
        return copy

    def configure(self, project, build, *options, fails=False):
        settings = [f"-DCMAKE_CXX_COMPILER={self.compiler}"]
        if self.launcher:
            settings.append(f"-DCMAKE_CXX_COMPILER_LAUNCHER={self.launcher}")
        return run("cmake", "-G", "Ninja", "-S", project, "-B", build, *settings, *options, fails=fails)

    def build_with_cmake(self, consumer, name, *options):
        """Configures and builds one of the projects in tests/consumer; gives its build folder."""
        build = self.fresh(name)
        self.configure(self.consumers / consumer, build, *options)
        run("cmake", "--build", build)
        return build

    def compile(self, *arguments, fails=False):
        launcher = self.launcher.split(";") if self.launcher else []
        return run(*launcher, self.compiler, "-std=c++20", *os.environ.get("CXXFLAGS", "").split(), *WARNINGS, *arguments, fails=fails)

    def pkg_config(self, *arguments, prefix=None):
        path = (prefix or self.prefix) / "share" / "pkgconfig"
        return run("pkg-config", *arguments, env={**os.environ, "PKG_CONFIG_PATH": str(path)}).split()

    def only(self, name, *allowed):
        """Compiler options under which the system has no headers of the libraries but those of `allowed`."""
        said = run(self.compiler, "-E", "-v", "-x", "c++", os.devnull)
        listed = re.search(r"#include <\.\.\.> search starts here:\n(.*?)End of search list", said, re.S)
        options = ["-nostdinc", "-nostdinc++"]
        farm = self.fresh(name)
        for number, line in enumerate(listed.group(1).splitlines()):
            folder = pathlib.Path(line.strip())
            hidden = LIBRARIES - set(allowed)
            if not any((folder / library).exists() for library in hidden):
                options += ["-isystem", folder]
                continue
            mirror = farm / str(number)
            mirror.mkdir()
            for entry in folder.iterdir():
                if entry.name not in hidden:
                    (mirror / entry.name).symlink_to(entry)
            options += ["-isystem", mirror]
        for library in ["boost/version.hpp", "cryptopp/cryptlib.h", "openssl/evp.h", "tollgate/tollgate.hpp"]:
            probe = farm / "probe.cpp"
            probe.write_text(f"#if __has_include(<{library}>)\n#error it is here\n#endif\n")
            visible = library.split("/")[0] in allowed
            said = run(self.compiler, *options, "-fsyntax-only", probe, fails=visible)
            expect(("it is here" in said) == visible, f"{library} is {'not ' if visible else ''}visible")
        return options


def main(cases):
    name, sources, folder, compiler, launcher = sys.argv[1:]
    workshop = Workshop(pathlib.Path(sources), pathlib.Path(folder), name, compiler, launcher)
    try:
        cases[name](workshop)
    except Failure as failure:
        sys.exit(f"package.{name}: {failure}")
