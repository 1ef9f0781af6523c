"""Budget rounds and choosing panels: the part of a World that shares out money and chooses."""

from functools import cached_property
from typing import Any

from advisory.budgets import services as budgets
from advisory.budgets.services.projects import Words
from advisory.choosing import services as choosing
from advisory.models import Criterion, Decision, Idea, Project, ProjectMeasure, ProjectReading, Round
from tests.factories.people import member


class Spending:
    """A published round with an idea and a project, one that is carried out, and a panel that scores."""

    group: Any
    board: Any
    facilitator: Any
    mark: str

    @cached_property
    def budget_round(self) -> Any:
        found = budgets.begin_round(
            self.group, title=f"{self.mark} blocks", budget_cents=500_00, by=self.facilitator
        )
        budgets.publish_round(found, by=self.facilitator)
        assert self._project_of(found).pk
        return found

    @property
    def round_key(self) -> str:
        return self.budget_round.key

    def _project_of(self, found: Any) -> Any:
        project = budgets.write_project(
            found, by=self.facilitator, texts={"en": Words(f"{self.mark} benches")}, cost_cents=400_00
        )
        budgets.add_note(project, by=self.facilitator, body=f"{self.mark} park agrees.")
        return budgets.find_feasible(project, by=self.facilitator)

    @cached_property
    def project(self) -> Any:
        """One that can be done."""
        return Project.objects.get(round=self.budget_round, title=f"{self.mark} benches")

    @property
    def project_number(self) -> str:
        return str(self.project.number)

    @cached_property
    def project_draft(self) -> Any:
        return budgets.write_project(
            self.budget_round, by=self.facilitator, texts={"en": Words(f"{self.mark} swings")}
        )

    @cached_property
    def idea(self) -> Any:
        idea, _new = budgets.propose(
            self.budget_round, words=f"{self.mark} trees", channel=Idea.Channel.PAGE, proposer=self.board
        )
        return idea

    @cached_property
    def project_measure(self) -> Any:
        """Of a project that was chosen in an earlier round."""
        decision = Decision.objects.create(
            group=self.group, title=f"{self.mark} money", method="greedy", budget_cents=500_00
        )
        choice = decision.choices.create(place=1, title=f"{self.mark} boxes", cost_cents=300_00)
        earlier = Round.objects.create(
            group=self.group,
            number=90,
            title=f"{self.mark} winter",
            budget_cents=500_00,
            state="delivery",
            decision=decision,
        )
        chosen = Project.objects.create(
            round=earlier,
            number=1,
            title=f"{self.mark} boxes",
            cost_cents=300_00,
            state="chosen",
            choice=choice,
            votes=3,
        )
        return ProjectMeasure.objects.create(project=chosen, what=f"{self.mark} boxes packed")

    @cached_property
    def reading(self) -> Any:
        return ProjectReading.objects.create(
            measure=self.project_measure, on="2026-01-05", count=3, by=self.facilitator
        )

    @cached_property
    def second_member(self) -> Any:
        return member(self.group, display_name=f"{self.mark} second")

    @cached_property
    def panel(self) -> Any:
        by = self.facilitator
        panel = choosing.begin_panel(self.group, title=f"{self.mark} ambassador", places=2, by=by)
        choosing.add_criterion(panel, by=by, name=f"{self.mark} care", weight=2, meanings=["Some"] * 5)
        choosing.give_seat(panel, by=by, person=self.board)
        for name in ("Joelle", "Terrence"):
            choosing.add_candidate(panel, by=by, name=f"{self.mark} {name}")
        return choosing.open_scoring(panel, by=by)

    @cached_property
    def criterion(self) -> Any:
        return Criterion.objects.get(panel=self.panel)

    @cached_property
    def candidate(self) -> Any:
        return self.panel.candidates.first()

    @cached_property
    def second_panel_seat(self) -> Any:
        return choosing.give_seat(self.panel, by=self.facilitator, person=self.second_member)

    def spend(self) -> None:
        """Make one of everything of these rooms now."""
        for made in ("idea", "project_draft", "reading", "candidate"):
            getattr(self, made)
