"""HSDS 3's tabular data package: out, in, and what is refused."""

import copy
import csv
import io
import json
import zipfile

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from referrals.directory.headings import TABLES
from referrals.directory.packing import pack
from referrals.directory.reading import read_package
from referrals.directory.record import service_record
from referrals.directory.selectors import services_of
from referrals.directory.services import Unfit, bring_in, stage
from referrals.models import DirectoryFile, Service
from tests.factories.directory import as_file, example, small
from tests.factories.people import CommunityFactory, signed_in, staff

pytestmark = pytest.mark.django_db

TABULAR = example("tabular")


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def zipped(parts):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def changed(**contents):
    """The package of one small service, with files (``services_csv``) changed; None takes one away."""
    service = small(languages=[{"id": "l1", "code": "es"}], minimum_age=0)
    parts = parts_of(pack([service], []))
    parts |= {name.replace("_csv", ".csv").replace("_json", ".json"): said for name, said in contents.items()}
    return zipped({name: content for name, content in parts.items() if content is not None})


def problems_of(data):
    package, problems = read_package(data)
    assert package is None
    return [(problem.path, problem.words) for problem in problems]


def test_what_went_out_as_tables_comes_in_elsewhere_the_same(community):
    imani, away = staff(community), staff(CommunityFactory())
    capacities = [{"id": "c1", "available": 3, "updated": "2026-09-25T14:23:06Z"}]
    strange = small(capacities=capacities, name="=1+1", alternate_name="'=x", description='a\r\nb,"c"')
    strange |= {"phones": [{"id": "p1", "number": "+1 718 555 0100"}], "ours": {"x": [1, None]}, "z": False}
    for found in (example("service_full"), example("organization_full"), example("service_list"), strange):
        bring_in(stage(as_file(found), by=imani), by=imani)
    page = [service_record(row) for row in services_of(community)]
    data = signed_in(imani).get(reverse("directory_tables")).content
    bring_in(stage(data, by=away), by=away)
    assert [service_record(row) for row in services_of(away.community)] == page
    assert signed_in(away).get(reverse("directory_tables")).content == data
    assert bring_in(stage(data, by=away), by=away)["changed"] == 0


def test_no_cell_is_a_formula_and_a_telephone_stays_one():
    service = small(name="=HYPERLINK(1)", phones=[{"id": "p1", "number": "+1 (718) 555-0100"}])
    parts = parts_of(pack([service], []))
    assert b",'=HYPERLINK(1)," in parts["services.csv"]
    assert b"+1 (718) 555-0100" in parts["phones.csv"]
    assert b"'+1" not in parts["phones.csv"]


def test_the_specification_s_own_tables_have_the_columns_that_we_read():
    for shape, table in TABLES.items():
        if table.path in TABULAR:
            assert set(table.columns) <= set(TABULAR[table.path][0]) | {"id"}, shape


def test_the_specification_s_own_example_is_read():
    """Its rows name some that it does not have; those links are taken out first."""
    known = {row["id"] for rows in TABULAR.values() for row in rows}
    parts, resources = {}, []
    for path, rows in TABULAR.items():
        row = {key: said for key, said in rows[0].items() if not key.endswith("_id") or said in known}
        if path == "services.csv":
            row["organization_id"] = TABULAR["organizations.csv"][0]["id"]
        written = io.StringIO()
        csv.writer(written).writerows([row.keys(), row.values()])
        parts[path] = written.getvalue()
        resources.append({"name": path, "path": path})
    parts["datapackage.json"] = json.dumps({"resources": resources})
    package, problems = read_package(zipped(parts))
    assert not problems
    service = package.services[0]
    assert (service["minimum_age"], service["phones"][0]["languages"][0]["code"]) == (12, "ur")
    assert service["service_at_locations"][0]["location"]["addresses"][0]["postal_code"]


HEADINGS = "id,organization_id,name,status\n"
WRONG = [
    ({"services_csv": None}, "services.csv", "missing in the zip"),
    ({"datapackage_json": None}, "datapackage.json", "missing in the zip"),
    ({"datapackage_json": "[1]"}, "datapackage.json", "not the description"),
    ({"datapackage_json": '{"resources": []}'}, "datapackage.json", "no organizations"),
    ({"services_csv": "id,name\nñ".encode("latin-1")}, "services.csv", "UTF-8"),
    ({"services_csv": "name\nScreening\n"}, "services.csv", "first line"),
    ({"services_csv": "id,id\n1,2\n"}, "services.csv", "first line"),
    ({"services_csv": ""}, "services.csv", "first line"),
    ({"services_csv": 'id,name\ns1,"a"b\n'}, "services.csv", "table of cells"),
    ({"services_csv": HEADINGS + "s1,o1,A,active,x\n"}, "services.csv, row 2", "more cells"),
    ({"services_csv": HEADINGS + ",o1,A,active\n"}, "services.csv, row 2, id", "missing"),
    ({"services_csv": HEADINGS + "s1,o1,A,active\ns1,o1,B,active\n"},
     "services.csv, row 3, id", "row 2, too"),
    ({"services_csv": HEADINGS + "s1,o9,A,active\n"},
     "services.csv, row 2, organization_id", "organizations.csv"),
    ({"services_csv": "id,name,status\ns1,A,active\n"}, "services.csv, row 2, organization_id", "missing"),
    ({"services_csv": HEADINGS + "s1,o1,A,open\n"}, "services.csv, row 2, status", "one of"),
    ({"services_csv": "id,organization_id,name,status,minimum_age\ns1,o1,A,active,two\n"},
     "services.csv, row 2, minimum_age", "number"),
    ({"languages_csv": "id,service_id,code\nl1,s9,es\n"}, "languages.csv, row 2, service_id", "services.csv"),
]  # fmt: skip


@pytest.mark.parametrize(("contents", "path", "words"), WRONG)
def test_one_mistake_keeps_the_package_out_and_says_where(contents, path, words, community):
    by = staff(community)
    with pytest.raises(Unfit) as refusal:
        stage(changed(**contents), by=by)
    where = [(problem.path, problem.words) for problem in refusal.value.problems]
    assert any(found == path and words in said for found, said in where), where
    assert not DirectoryFile.objects.exists()
    assert not Service.objects.exists()


def test_a_zip_that_would_fill_the_memory_is_not_unpacked():
    assert "20 MB" in problems_of(changed(phones_csv=b"0" * 20_000_001))[0][1]
    assert "20 MB" in problems_of(zipped({f"{number}.csv": b"" for number in range(201)}))[0][1]
    many = HEADINGS + "".join(f"s{number},o1,A,active\n" for number in range(50_001))
    assert "50,000" in problems_of(changed(services_csv=many))[0][1]


def test_a_row_that_very_many_name_does_not_fill_the_memory():
    """A short table, and a long one joined."""
    rows = "".join(f"s{number},o1,A,active,p1\n" for number in range(5_000))
    described = json.loads(parts_of(changed())["datapackage.json"])
    described["resources"].append({"name": "program", "path": "programs.csv"})
    data = changed(
        services_csv="id,organization_id,name,status,program_id\n" + rows,
        languages_csv="id,service_id\n",
        programs_csv="id,description\np1," + "x" * 5_000,
        datapackage_json=json.dumps(described),
    )
    assert "too large when" in problems_of(data)[0][1]


def test_a_broken_zip_and_one_twice_packed_are_refused_in_words():
    good = changed()
    for broken in (good[:-30], good[:40] + b"\0\0\0\0" + good[44:]):
        assert "can't be opened" in problems_of(broken)[0][1]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a/services.csv", "id\n")
        archive.writestr("b/services.csv", "id\n")
    assert problems_of(written.getvalue()) == [("services.csv", "is in the zip twice")]


ids = st.sampled_from(["a", "b", "c"])
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=6)
values = words | st.integers(-9, 9) | st.booleans() | st.floats(-9, 9).filter(bool)
languages = st.lists(st.fixed_dictionaries({"id": ids, "name": words}), min_size=1, max_size=2, unique_by=str)
phones = st.lists(
    st.fixed_dictionaries({"id": ids, "number": words}, optional={"languages": languages, "ours": values}),
    min_size=1,
    max_size=3,
    unique_by=lambda phone: phone["id"],
)
services = st.fixed_dictionaries(
    {},
    optional={"phones": phones, "contacts": st.just([{"id": "k"}]), "wait_time": values, "funding": values},
)


@given(services, services)
def test_whatever_is_said_is_read_again_unless_two_things_have_one_identifier(one, two):
    """Where they have, the later gets an identifier of its own, and nothing else changes."""
    given_rows = [small(**one), small(**two, id="s2")]
    package, problems = read_package(pack(copy.deepcopy(given_rows), []))
    assert not problems
    assert _bare(package.services) == _bare(
        [{**row, "organization": {"id": "o1", "name": row["organization"]["name"]}} for row in given_rows]
    )


def _bare(found):
    """``found`` without identifiers."""
    if isinstance(found, dict):
        return {key: _bare(value) for key, value in found.items() if key != "id"}
    return [_bare(value) for value in found] if isinstance(found, list) else found
