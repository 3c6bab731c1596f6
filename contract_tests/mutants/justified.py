"""The faults that no client can tell from what is promised, one by one, and why."""

FEWER_FIELDS = "an answer may show fewer fields of a thing than another one"
GRAPHS = "which graphs and settings of nodes a server takes is published in part only; a run sends those of samples"
IDENTIFIERS = "an entry is the identifier of a node, and which characters those may have is published nowhere"
NAMES_ALONE = "what the field says when is told by its name alone"
NUMBERS = "which numbers a server takes is published nowhere, so that a run sends those of samples and their neighbours"
LOOKED_UP = "looking a domain up again changes nothing but what moves by itself"
GOES_ON = "asking for an activation again changes nothing but what goes on by itself"
HUNDRED = "a run makes no hundred things to see that a hundred are taken"
OTHERS_COUNT = "others make and delete apps at any moment, so that their number may be another one at the next request"

# By the name of a mutant.
JUSTIFIED = {
    "createProductionTest refuses a title of one character": "every title of a run holds the text it is known again by",
    "createWorkflow refuses more than three nodes": GRAPHS,
    "createWorkflow refuses an entry that is not the first node": GRAPHS,
    "createWorkflow settings: letters are put into lower case": GRAPHS,
    "createWorkflow settings: an ampersand becomes an entity": GRAPHS,
    **{
        f"{operation} body {what}": why
        for operation in ("createWorkflow", "updateWorkflow")
        for what, why in {
            "entryNodeId must be ASCII": IDENTIFIERS,
            "entryNodeId takes no character beyond 16 bits": IDENTIFIERS,
        }.items()
    },
    "createApp was changed before it was made": NAMES_ALONE,
    "createWorkflow was changed before it was made": NAMES_ALONE,
    "updateApp leaves the time of the last change": NAMES_ALONE,
    "deleteWorkflow says that it deleted nothing": NAMES_ALONE,
    "deleteWorkflow says that nothing was deleted, one in 2": NAMES_ALONE,
    "updateApp retryAttempts is capped at 10": NUMBERS,
    "updateApp retryAttempts is at least 3": NUMBERS,
    "updateApp timeoutSeconds is at least 3": NUMBERS,
    "listApps shows providers without settings": FEWER_FIELDS,
    "getApp shows providers without settings": FEWER_FIELDS,
    "listWorkflows workflows with branches have no ways": FEWER_FIELDS,
    "getWorkspace counts one app less, one in 2": OTHERS_COUNT,
    "getWorkspace counts one app less, one in 10": OTHERS_COUNT,
    "getProductionTestReport finds new challenges of other apps": "only one more test for good would show it",
    "verifyCustomDomain replay creates another": LOOKED_UP,
    "verifyCustomDomain one of 2 replays does it again": LOOKED_UP,
    "createAppBatch body items maxItems 99": HUNDRED,
    "createAppBatch idempotencyKey loses what is not ASCII": "the keys of a run are such as a header could carry",
    "submitActivation replay creates another": GOES_ON,
    "submitActivation one of 2 replays does it again": GOES_ON,
    "submitActivation conflict is refused, but creates": GOES_ON,
    "createProductionTest the second to settle vanishes": "how a failed test shows is published nowhere",
    "createProductionTest only the first test settles": "how long scheduling takes is published nowhere",
    "listProductionTests the oldest test vanishes after a few listings": "a single thing may be taken away by somebody",
}
