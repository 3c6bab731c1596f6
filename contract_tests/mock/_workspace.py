from typing import Any

from ._answers import timestamp
from ._batch_rules import BatchRules
from ._custom_domain_rules import CustomDomainRules
from ._production_test_rules import ProductionTestRules
from ._provider_rules import ProviderRules
from ._seed import CREATED_SECONDS, ORGANIZATION
from ._webhook_rules import WebhookRules
from ._workflow_rules import WorkflowRules


class Workspace(BatchRules, WebhookRules, ProviderRules, WorkflowRules, CustomDomainRules, ProductionTestRules):
    """One workspace. Each method is one rule of the documentation."""

    def summary(self) -> dict[str, Any]:
        """The workspace itself."""
        return {
            "id": ORGANIZATION,
            "apps_count": len(self.apps()),
            "createdAt": timestamp(CREATED_SECONDS),
            "created_at": CREATED_SECONDS,
        }
