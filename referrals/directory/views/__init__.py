"""Pages of the directory."""

from referrals.directory.views.files import (
    directory_file,
    directory_files,
    directory_hsds,
    directory_tables,
    service_hsds,
)
from referrals.directory.views.inside import (
    directory,
    service,
    service_confirm,
    service_edit,
    service_new,
    service_places,
    service_show,
)
from referrals.directory.views.public import (
    public_directory,
    public_hsds,
    public_services_page,
    public_tables,
)

__all__ = [
    "directory",
    "directory_file",
    "directory_files",
    "directory_hsds",
    "directory_tables",
    "public_directory",
    "public_hsds",
    "public_services_page",
    "public_tables",
    "service",
    "service_confirm",
    "service_edit",
    "service_hsds",
    "service_new",
    "service_places",
    "service_show",
]
