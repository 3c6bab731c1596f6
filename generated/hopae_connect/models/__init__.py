"""Contains all the data models used in inputs/outputs"""

from .app import App
from .app_page import AppPage
from .app_provider import AppProvider
from .app_providers import AppProviders
from .challenge import Challenge
from .challenge_item import ChallengeItem
from .challenge_sponsor import ChallengeSponsor
from .error_body import ErrorBody
from .error_details import ErrorDetails
from .error_response import ErrorResponse
from .production_test_create import ProductionTestCreate
from .production_test_payload import ProductionTestPayload
from .production_test_report import ProductionTestReport
from .production_test_request import ProductionTestRequest
from .provider_claims import ProviderClaims
from .provider_config import ProviderConfig
from .report_stats import ReportStats
from .request_item import RequestItem
from .target_platform import TargetPlatform
from .webhook_config import WebhookConfig
from .workflow import Workflow
from .workflow_node import WorkflowNode
from .workflow_node_config import WorkflowNodeConfig
from .workflow_route import WorkflowRoute

__all__ = (
    "App",
    "AppPage",
    "AppProvider",
    "AppProviders",
    "Challenge",
    "ChallengeItem",
    "ChallengeSponsor",
    "ErrorBody",
    "ErrorDetails",
    "ErrorResponse",
    "ProductionTestCreate",
    "ProductionTestPayload",
    "ProductionTestReport",
    "ProductionTestRequest",
    "ProviderClaims",
    "ProviderConfig",
    "ReportStats",
    "RequestItem",
    "TargetPlatform",
    "WebhookConfig",
    "Workflow",
    "WorkflowNode",
    "WorkflowNodeConfig",
    "WorkflowRoute",
)
