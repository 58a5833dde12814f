"""What the findings mean: found -> Diagnosis. Pure."""

from collections.abc import Mapping, Sequence

from packaging.specifiers import SpecifierSet

from gradreg.model import Diagnosis, State

FINE, LIMITED, BROKEN = State
ROW_GB = 0.5
"""Gigabytes that a row with torch in it usually takes."""
SIZES: Mapping[str, float] = {"cpu index": 2.0, "default index": 7.0}
"""Gigabytes that the largest environment takes, by the source of its wheels."""


def index(source: str, complaint: str | None, *, needed: bool) -> Diagnosis:
    """Whether a package index answered, or what uv said."""
    if complaint is None:
        return Diagnosis(source, FINE, "answers")
    last = complaint.strip().splitlines()[-1].strip()
    if needed:
        mend = "see to the network or the proxy; UV_DEFAULT_INDEX names another index"
        return Diagnosis(source, BROKEN, f"does not answer: {last}", mend)
    mend = "nothing has to be done; the default index serves, with larger downloads"
    return Diagnosis(source, LIMITED, f"does not answer: {last}", mend)


def settings(found: Mapping[str, str]) -> Diagnosis:
    """The variables that decide where packages come from."""
    return Diagnosis("settings", FINE, ", ".join(f"{name}={value}" for name, value in found.items()) or "none of uv's")


def disk(where: str, free: float, limit: float, size: float) -> Diagnosis:
    """Whether an environment fits, and how many could be kept."""
    told = f"{free:.1f} GB free in {where}; a session takes up to {size:g} GB"
    kept = int(max(0.0, free - limit) // size)
    if free < size:
        return Diagnosis("disk", BROKEN, told, "free some disk, or name another folder with `nox --envdir`")
    if not kept:
        mend = f"nothing has to be done; to keep environments, free {limit + size - free:.0f} GB or lower --free"
        return Diagnosis("disk", LIMITED, f"{told}; none can be kept, as --free leaves {limit:g} GB", mend)
    return Diagnosis("disk", FINE, f"{told}; {kept} environments can be kept, as --free leaves {limit:g} GB")


def memory(gigabytes: float | None, cores: int, row: int) -> Diagnosis:
    """Whether so many rows side by side fit the memory; most take a small part of what they may."""
    told = f"--workers is {cores} (the cores), --memory {row} MB a row"
    if gigabytes is None:
        return Diagnosis("memory", LIMITED, f"{told}; the system does not tell how much it has")
    told = f"{gigabytes:.1f} GB; {told}"
    enough = int(gigabytes / ROW_GB)
    if gigabytes < cores * ROW_GB:
        return Diagnosis("memory", LIMITED, told, f"`nox -- --workers {max(1, enough)}` where rows are killed")
    return Diagnosis("memory", FINE, told)


def gpus(found: Sequence[str]) -> Diagnosis:
    """Whether cuda rows can be measured."""
    if not found:
        mend = "nothing has to be done; cuda rows need a machine with an NVIDIA driver"
        return Diagnosis("cuda", LIMITED, "nvidia-smi lists no GPU", mend)
    return Diagnosis("cuda", FINE, f"{'; '.join(found)}; releases older than the GPU may not know it")


def intel(found: Sequence[str]) -> Diagnosis:
    """Whether xpu rows can be measured."""
    if not found:
        mend = "nothing has to be done; xpu rows need a machine with an Intel GPU"
        return Diagnosis("xpu", LIMITED, "the system lists no Intel GPU", mend)
    return Diagnosis("xpu", FINE, f"{', '.join(found)} of Intel; whether torch knows it, a session tells")


def apple(*, there: bool) -> Diagnosis:
    """Whether mps rows can be measured."""
    if there:
        return Diagnosis("mps", FINE, "Apple silicon")
    return Diagnosis("mps", LIMITED, "no Apple silicon", "nothing has to be done; mps rows need such a Mac")


def platform(name: str, machine: str) -> Diagnosis:
    """Whether this is the kind of machine that every release was tried on."""
    if (name, machine) == ("Linux", "x86_64"):
        return Diagnosis("platform", FINE, "Linux x86_64, as every release was tried on")
    mend = "nothing has to be done; such cells are recorded as infra"
    return Diagnosis("platform", LIMITED, f"{name} {machine}: older releases may have no wheels for it", mend)


def fork(*, there: bool) -> Diagnosis:
    """Whether rows can be forked."""
    if there:
        return Diagnosis("fork", FINE, "rows start in milliseconds")
    return Diagnosis("fork", LIMITED, "no fork here: every row starts a Python of its own, in seconds")


def compiler(path: str | None) -> Diagnosis:
    """Whether torch.compile's default compiler can work."""
    if path:
        return Diagnosis("C++ compiler", FINE, f"{path}, for rows that compile with inductor")
    mend = 'install g++ or clang++, or leave the rows that compile out: `nox -- -k "not compile"`'
    return Diagnosis("C++ compiler", LIMITED, "none found; rows that compile with inductor will raise", mend)


def nox(have: str | None, wanted: str | None) -> Diagnosis:
    """Whether nox is there, and new enough for the noxfile."""
    if have is None:
        return Diagnosis("nox", BROKEN, "not installed beside gradreg", "`python -m pip install nox`")
    if wanted is None:
        return Diagnosis("nox", LIMITED, f"{have}, but there is no noxfile here", "run `nox` in a clone of gradreg")
    if wanted and not SpecifierSet(wanted).contains(have, prereleases=True):
        return Diagnosis("nox", BROKEN, f"{have}, but the noxfile wants {wanted}", "`python -m pip install -U nox`")
    return Diagnosis("nox", FINE, have)


def program(name: str, said: str | None, mend: str, *, needed: bool) -> Diagnosis:
    """Whether a program answers with its version."""
    if said:
        return Diagnosis(name, FINE, said.splitlines()[0])
    return Diagnosis(name, BROKEN if needed else LIMITED, "not found, or it does not answer", mend)


def writable(name: str, where: str, why_not: str | None) -> Diagnosis:
    """Whether files can be written in a folder."""
    if why_not is None:
        return Diagnosis(name, FINE, f"{where} can be written")
    return Diagnosis(name, BROKEN, f"{where}: {why_not}", f"make it writable, or name another folder: --{name}")


def evidence(cases: int, known: int, stale: int, missing: int) -> Diagnosis:
    """How much of the catalog is recorded on the cpu."""
    told = f"{cases} cases, {known} cells known, {stale} stale, {missing} missing"
    if stale or missing:
        return Diagnosis("evidence", LIMITED, told, "`nox -t all -- --missing` measures what is stale or missing")
    return Diagnosis("evidence", FINE, told)


def unfinished(folders: Sequence[tuple[str, bool]]) -> Diagnosis:
    """Whether a killed run left half an environment behind."""
    busy = [name for name, held in folders if held]
    left = [name for name, held in folders if not held]
    told = [f"{', '.join(busy)}: being made by another run"] if busy else []
    if left:
        told.append(f"{', '.join(left)}: left half-made by a run that was killed")
        return Diagnosis("leftovers", LIMITED, "; ".join(told), "delete them; the next session would do so as well")
    return Diagnosis("leftovers", FINE, "; ".join(told) or "no half-made environment")


def lock(*, held: bool) -> Diagnosis:
    """Whether another process writes evidence just now; a lock ends with its process, so it is never stale."""
    if held:
        mend = "wait for it; other sessions take turns with it"
        return Diagnosis("lock", LIMITED, "another process writes the evidence just now", mend)
    return Diagnosis("lock", FINE, "nobody else writes the evidence")


def unknown(subject: str, why: str, *, needed: bool) -> Diagnosis:
    """What could not be found out; that is a fault where measuring depends on it."""
    return Diagnosis(subject, BROKEN if needed else LIMITED, f"could not be found out: {why}")
