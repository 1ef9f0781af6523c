"""The project's settings, with jobs that come again soon after their worker has died."""

from community.config.settings import *  # noqa: F403  the same project

Q_CLUSTER |= {"timeout": 10, "retry": 15}  # noqa: F405
