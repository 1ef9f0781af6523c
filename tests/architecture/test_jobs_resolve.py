"""Jobs are queued by dotted path, so that a service and its job form no circle; each path leads somewhere."""

import ast
import re

import pytest
from django.utils.module_loading import import_string

from tests.architecture.reading import syntax

DOTTED_JOB = re.compile(r"^(community|advisory|referrals)(\.\w+)*\.jobs\.\w+$")
# Which argument names the job.
QUEUE = {"enqueue": 0, "enqueue_at": 1, "every_minutes": 1}


def test_every_job_resolves():
    jobs = {
        node.value: path
        for path, node in syntax()
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and DOTTED_JOB.match(node.value)
    }
    assert jobs
    for job, path in jobs.items():
        try:
            assert callable(import_string(job))
        except ImportError as error:
            pytest.fail(f"{path} queues {job}, which does not exist: {error}")


def test_jobs_are_queued_by_dotted_path_and_never_by_function():
    for path, node in syntax():
        if not isinstance(node, ast.Call) or path.endswith("core/jobs.py"):
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called not in QUEUE:
            continue
        job = node.args[QUEUE[called]]
        if isinstance(job, ast.Constant):
            assert DOTTED_JOB.match(job.value), f"{path}:{node.lineno}: {job.value}"
        else:
            spelled = getattr(job, "id", getattr(job, "attr", ""))
            assert spelled.isupper(), f"{path}:{node.lineno}: name the dotted path as a CONSTANT"
