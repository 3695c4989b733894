"""The action and the documented pipelines, against the services' schemas; the action's script, run."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from real import COMMAND, FIXTURES, TIMEOUT, environment

ROOT = Path(__file__).parent.parent


def load(text: str) -> Any:
    value = YAML(typ="safe", pure=True).load(text)
    return json.loads(json.dumps(value))  # GitHub's `on` is text in YAML 1.2, as ruamel reads it


def schema(name: str) -> Any:
    found = resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / f"{name}.json"
    return json.loads(found.read_text("utf-8"))


def blocks() -> dict[str, str]:
    """The pipelines of the documentation, by the path that their first line names."""
    text = (ROOT / "docs" / "ci.md").read_text("utf-8")
    return {found[1]: found[2] for found in re.finditer(r"```yaml\n# (\S+)\n(.*?)```", text, re.DOTALL)}


def test_the_action_fits_its_schema() -> None:
    action = load((ROOT / "action.yml").read_text("utf-8"))
    jsonschema.Draft7Validator(schema("github-actions")).validate(action)


def test_no_input_is_pasted_into_the_script() -> None:
    for step in load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]:
        assert "${{" not in step["run"]


@pytest.mark.parametrize("path", [path for path in blocks() if path.startswith(".github/")])
def test_documented_workflows_fit_their_schema(path: str) -> None:
    workflow = load(blocks()[path])
    jsonschema.Draft7Validator(schema("github-workflows")).validate(workflow)
    offered = load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            if "llmdoc-lint@" in step["uses"]:
                assert set(step["with"]) <= set(offered)


def test_the_documented_gitlab_job_fits_its_schema() -> None:
    job = load(blocks()[".gitlab-ci.yml"])
    jsonschema.Draft7Validator(schema("gitlab-ci")).validate(job)
    assert len(blocks()) == 3


def test_the_action_s_script(tmp_path: Path) -> None:
    steps = load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    tools = tmp_path / "llmdoc-lint" / "bin"
    tools.mkdir(parents=True)
    (tools / "llmdoc-lint").symlink_to(COMMAND)
    course = tmp_path / "repo" / "docs of mine"
    shutil.copytree(FIXTURES / "demo" / "docs" / "how-small-models-learn", course)
    env = environment(
        RUNNER_TEMP=str(tmp_path),
        GITHUB_WORKSPACE=str(tmp_path / "repo"),
        LINT_PATHS="docs of mine/kr\ndocs of mine/eng\n",
        LINT_SINCE="",
        LINT_BASELINE="",
        LINT_FAIL_ON="warning",
        LINT_SARIF="out.sarif",
    )
    ended = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", steps[1]["run"]],
        cwd=tmp_path / "repo",
        env=env,
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert ended.returncode == 1, ended.stderr
    assert b"::error file=docs of mine/kr/_index.md,line=1" in ended.stdout
    assert json.loads((tmp_path / "repo" / "out.sarif").read_bytes())["version"] == "2.1.0"
    assert not (tmp_path / "repo" / ".llmdoc-lint-cache").exists()
