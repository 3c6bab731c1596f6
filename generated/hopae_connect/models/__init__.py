"""The models of requests and answers, each imported when it is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .activation_needs_contract import ActivationNeedsContract as ActivationNeedsContract
    from .activation_requirement import ActivationRequirement as ActivationRequirement
    from .activation_results import ActivationResults as ActivationResults
    from .activation_submit import ActivationSubmit as ActivationSubmit
    from .activation_submitted import ActivationSubmitted as ActivationSubmitted
    from .app import App as App
    from .app_batch_create import AppBatchCreate as AppBatchCreate
    from .app_batch_error import AppBatchError as AppBatchError
    from .app_batch_failure import AppBatchFailure as AppBatchFailure
    from .app_batch_item import AppBatchItem as AppBatchItem
    from .app_batch_results import AppBatchResults as AppBatchResults
    from .app_batch_success import AppBatchSuccess as AppBatchSuccess
    from .app_create import AppCreate as AppCreate
    from .app_page import AppPage as AppPage
    from .app_provider import AppProvider as AppProvider
    from .app_providers import AppProviders as AppProviders
    from .app_redirect_uris import AppRedirectUris as AppRedirectUris
    from .app_update import AppUpdate as AppUpdate
    from .app_webhook_config import AppWebhookConfig as AppWebhookConfig
    from .app_webhook_config_update import AppWebhookConfigUpdate as AppWebhookConfigUpdate
    from .app_webhook_config_updated import AppWebhookConfigUpdated as AppWebhookConfigUpdated
    from .batch_app import BatchApp as BatchApp
    from .challenge import Challenge as Challenge
    from .challenge_item import ChallengeItem as ChallengeItem
    from .challenge_sponsor import ChallengeSponsor as ChallengeSponsor
    from .client_secret_rotated import ClientSecretRotated as ClientSecretRotated
    from .custom_domain import CustomDomain as CustomDomain
    from .custom_domain_set import CustomDomainSet as CustomDomainSet
    from .default_workflow_set import DefaultWorkflowSet as DefaultWorkflowSet
    from .dns_record import DnsRecord as DnsRecord
    from .error_body import ErrorBody as ErrorBody
    from .error_details import ErrorDetails as ErrorDetails
    from .error_response import ErrorResponse as ErrorResponse
    from .node_type import NodeType as NodeType
    from .node_type_field import NodeTypeField as NodeTypeField
    from .production_test_create import ProductionTestCreate as ProductionTestCreate
    from .production_test_payload import ProductionTestPayload as ProductionTestPayload
    from .production_test_report import ProductionTestReport as ProductionTestReport
    from .production_test_request import ProductionTestRequest as ProductionTestRequest
    from .provider import Provider as Provider
    from .provider_activation import ProviderActivation as ProviderActivation
    from .provider_claims import ProviderClaims as ProviderClaims
    from .provider_config import ProviderConfig as ProviderConfig
    from .redirect_uris_replace import RedirectUrisReplace as RedirectUrisReplace
    from .redirect_uris_replaced import RedirectUrisReplaced as RedirectUrisReplaced
    from .report_stats import ReportStats as ReportStats
    from .request_item import RequestItem as RequestItem
    from .submitted_fields import SubmittedFields as SubmittedFields
    from .submitted_providers import SubmittedProviders as SubmittedProviders
    from .target_platform import TargetPlatform as TargetPlatform
    from .unknown_production_test_item import UnknownProductionTestItem as UnknownProductionTestItem
    from .webhook_config import WebhookConfig as WebhookConfig
    from .webhook_config_update import WebhookConfigUpdate as WebhookConfigUpdate
    from .webhook_secret_rotated import WebhookSecretRotated as WebhookSecretRotated
    from .workflow import Workflow as Workflow
    from .workflow_create import WorkflowCreate as WorkflowCreate
    from .workflow_deleted import WorkflowDeleted as WorkflowDeleted
    from .workflow_node import WorkflowNode as WorkflowNode
    from .workflow_node_config import WorkflowNodeConfig as WorkflowNodeConfig
    from .workflow_route import WorkflowRoute as WorkflowRoute
    from .workflow_update import WorkflowUpdate as WorkflowUpdate
    from .workspace import Workspace as Workspace

MODULES = {
    "ActivationNeedsContract": ".activation_needs_contract",
    "ActivationRequirement": ".activation_requirement",
    "ActivationResults": ".activation_results",
    "ActivationSubmit": ".activation_submit",
    "ActivationSubmitted": ".activation_submitted",
    "App": ".app",
    "AppBatchCreate": ".app_batch_create",
    "AppBatchError": ".app_batch_error",
    "AppBatchFailure": ".app_batch_failure",
    "AppBatchItem": ".app_batch_item",
    "AppBatchResults": ".app_batch_results",
    "AppBatchSuccess": ".app_batch_success",
    "AppCreate": ".app_create",
    "AppPage": ".app_page",
    "AppProvider": ".app_provider",
    "AppProviders": ".app_providers",
    "AppRedirectUris": ".app_redirect_uris",
    "AppUpdate": ".app_update",
    "AppWebhookConfig": ".app_webhook_config",
    "AppWebhookConfigUpdate": ".app_webhook_config_update",
    "AppWebhookConfigUpdated": ".app_webhook_config_updated",
    "BatchApp": ".batch_app",
    "Challenge": ".challenge",
    "ChallengeItem": ".challenge_item",
    "ChallengeSponsor": ".challenge_sponsor",
    "ClientSecretRotated": ".client_secret_rotated",
    "CustomDomain": ".custom_domain",
    "CustomDomainSet": ".custom_domain_set",
    "DefaultWorkflowSet": ".default_workflow_set",
    "DnsRecord": ".dns_record",
    "ErrorBody": ".error_body",
    "ErrorDetails": ".error_details",
    "ErrorResponse": ".error_response",
    "NodeType": ".node_type",
    "NodeTypeField": ".node_type_field",
    "ProductionTestCreate": ".production_test_create",
    "ProductionTestPayload": ".production_test_payload",
    "ProductionTestReport": ".production_test_report",
    "ProductionTestRequest": ".production_test_request",
    "Provider": ".provider",
    "ProviderActivation": ".provider_activation",
    "ProviderClaims": ".provider_claims",
    "ProviderConfig": ".provider_config",
    "RedirectUrisReplace": ".redirect_uris_replace",
    "RedirectUrisReplaced": ".redirect_uris_replaced",
    "ReportStats": ".report_stats",
    "RequestItem": ".request_item",
    "SubmittedFields": ".submitted_fields",
    "SubmittedProviders": ".submitted_providers",
    "TargetPlatform": ".target_platform",
    "UnknownProductionTestItem": ".unknown_production_test_item",
    "WebhookConfig": ".webhook_config",
    "WebhookConfigUpdate": ".webhook_config_update",
    "WebhookSecretRotated": ".webhook_secret_rotated",
    "Workflow": ".workflow",
    "WorkflowCreate": ".workflow_create",
    "WorkflowDeleted": ".workflow_deleted",
    "WorkflowNode": ".workflow_node",
    "WorkflowNodeConfig": ".workflow_node_config",
    "WorkflowRoute": ".workflow_route",
    "WorkflowUpdate": ".workflow_update",
    "Workspace": ".workspace",
}

__all__ = (
    "ActivationNeedsContract",
    "ActivationRequirement",
    "ActivationResults",
    "ActivationSubmit",
    "ActivationSubmitted",
    "App",
    "AppBatchCreate",
    "AppBatchError",
    "AppBatchFailure",
    "AppBatchItem",
    "AppBatchResults",
    "AppBatchSuccess",
    "AppCreate",
    "AppPage",
    "AppProvider",
    "AppProviders",
    "AppRedirectUris",
    "AppUpdate",
    "AppWebhookConfig",
    "AppWebhookConfigUpdate",
    "AppWebhookConfigUpdated",
    "BatchApp",
    "Challenge",
    "ChallengeItem",
    "ChallengeSponsor",
    "ClientSecretRotated",
    "CustomDomain",
    "CustomDomainSet",
    "DefaultWorkflowSet",
    "DnsRecord",
    "ErrorBody",
    "ErrorDetails",
    "ErrorResponse",
    "NodeType",
    "NodeTypeField",
    "ProductionTestCreate",
    "ProductionTestPayload",
    "ProductionTestReport",
    "ProductionTestRequest",
    "Provider",
    "ProviderActivation",
    "ProviderClaims",
    "ProviderConfig",
    "RedirectUrisReplace",
    "RedirectUrisReplaced",
    "ReportStats",
    "RequestItem",
    "SubmittedFields",
    "SubmittedProviders",
    "TargetPlatform",
    "UnknownProductionTestItem",
    "WebhookConfig",
    "WebhookConfigUpdate",
    "WebhookSecretRotated",
    "Workflow",
    "WorkflowCreate",
    "WorkflowDeleted",
    "WorkflowNode",
    "WorkflowNodeConfig",
    "WorkflowRoute",
    "WorkflowUpdate",
    "Workspace",
)


def __getattr__(name: str) -> Any:
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(MODULES[name], __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
