"""Report -> the object that ``--json`` prints, whole or piece by piece."""

from __future__ import annotations

from pubpipe.model import ArticleReport, Finding, Json, Outcome, Report


def report_object(report: Report) -> dict[str, Json]:
    """Return a report as plain data of the committed schema ``report.schema.json``."""
    return {"articles": [article_object(article) for article in report.articles], **run_object(report)}


def run_object(report: Report) -> dict[str, Json]:
    """Return what stands beside ``articles``: the findings of no article, the index, the summary."""
    return {
        "findings": [
            finding_object(finding)
            for finding in (*report.findings, *(f for o in report.index for f in o.findings))
        ],
        "index": [_edition(outcome) for outcome in report.index],
        "summary": summary_object(report),
    }


def summary_object(report: Report) -> dict[str, Json]:
    """Return the numbers of a run."""
    tally = report.tally()
    editions: dict[str, Json] = {str(status): number for status, number in tally.editions.items()}
    return {"articles": tally.articles, **editions, "seconds": round(report.seconds, 3)}


def article_object(article: ArticleReport) -> dict[str, Json]:
    """Return what became of one article, as it stands under ``articles``."""
    findings = [*article.findings, *(f for o in article.outcomes for f in o.findings)]
    return {
        "slug": article.slug,
        "source": article.source,
        "title": article.title,
        "title_status": article.title_status,
        "editions": [_edition(outcome) for outcome in article.outcomes],
        "findings": [finding_object(finding) for finding in findings],
    }


def _edition(outcome: Outcome) -> dict[str, Json]:
    return {
        "format": outcome.format,
        "path": outcome.path,
        "status": outcome.status,
        "bytes": outcome.size,
        "sha256": outcome.sha256,
        "seconds": round(outcome.seconds, 3),
    }


def finding_object(finding: Finding) -> dict[str, Json]:
    """Return a finding as it stands in every ``--json`` object."""
    place = finding.place
    return {
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
        "place": {"file": place.file, "line": place.line} if place else None,
    }
