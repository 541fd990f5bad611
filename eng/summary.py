#!/usr/bin/env python3
"""Merges the test results and coverage of all projects below a folder; the last line counts. Exit code 1 when something is red.

usage: summary.py FOLDER [--no-bar | --counts-only]
"""
import collections
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

BAR = 0.80
REASON_MAX = 4000   # characters of a failure's message
MUST_REACH = ("Domain", "Persistence", "OrderSaga", "RiskWorker", "ExchangeWorker")


def reason(result, space):
    """The failure's message, and its first own frames: said again at the end, where a long run's output is read first."""
    message = result.findtext(".//t:ErrorInfo/t:Message", "", space).strip()[:REASON_MAX]
    frames = [line.strip() for line in result.findtext(".//t:ErrorInfo/t:StackTrace", "", space).splitlines() if ":line " in line]
    return "\n".join("  " + line for line in message.splitlines() + frames[:5])


def counts(folder):
    """passed, failed, skipped over all .trx files; a run that was cut off, or left none, counts as one failure."""
    passed = failed = skipped = 0
    for file in sorted(folder.rglob("*.trx")):
        root = xml.parse(file).getroot()
        space = {"t": root.tag.partition("}")[0].strip("{")}
        outcomes = collections.Counter(r.get("outcome") for r in root.iterfind(".//t:UnitTestResult", space))
        passed += outcomes.pop("Passed", 0)
        skipped += outcomes.pop("NotExecuted", 0)
        red = sum(outcomes.values())
        for result in root.iterfind(".//t:UnitTestResult", space):
            if result.get("outcome") not in ("Passed", "NotExecuted"):
                print(f"{result.get('outcome')}: {result.get('testName')}\n{reason(result, space)}")
        summary = root.find(".//t:ResultSummary", space)
        if red == 0 and summary is not None and summary.get("outcome") in ("Failed", "Aborted", "Error", "Timeout"):
            red = 1
            print(f"{file.stem}: the run ended as {summary.get('outcome')} without a failed test")
        failed += red
    for project in sorted(p for p in folder.iterdir() if p.is_dir()):
        if not any(project.rglob("*.trx")):
            print(f"{project.name}: left no results")
            failed += 1
    return passed, failed, skipped


def coverage(folder):
    """project -> (covered lines, lines): a line is covered when any test project ran it."""
    hits = collections.defaultdict(dict)
    for file in folder.rglob("coverage.cobertura.xml"):
        root = xml.parse(file).getroot()
        for package in root.iter("package"):
            project = package.get("name", "").removeprefix("Bot3.Messaging.")
            for owner in package.iter("class"):
                # Paths are relative to differing roots; from the project's folder on they agree.
                name = re.sub(r"^.*?src/", "", owner.get("filename", "").replace("\\", "/"))
                name = name.removeprefix(project + "/")
                for line in owner.iterfind("lines/line"):
                    key = (name, int(line.get("number")))
                    hits[project][key] = hits[project].get(key, 0) + int(line.get("hits"))
    return {p: (sum(1 for h in lines.values() if h), len(lines)) for p, lines in hits.items()}


def main():
    folder = pathlib.Path(sys.argv[1])
    table = "--counts-only" not in sys.argv[2:]
    bar = table and "--no-bar" not in sys.argv[2:]
    red = False
    measured = coverage(folder) if table else {}
    for project, (covered, total) in sorted(measured.items()):
        print(f"{project:20} {covered:6} of {total:6} lines  {100 * covered / total if total else 0:5.1f} %")
    if bar:
        for project in MUST_REACH:
            covered, total = measured.get(project, (0, 0))
            if total == 0 or covered / total <= BAR:
                print(f"{project}: line coverage must be above {BAR:.0%}")
                red = True
    passed, failed, skipped = counts(folder)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if red or failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
