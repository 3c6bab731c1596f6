"""Clone a workflow, into the same app or into another one of the workspace."""

import sys

from hopae_connect import HopaeConnect


def main(client_id: str, workflow_id: str, other_client_id: str) -> None:
    """Create a workflow with the same nodes, with settings that the client does not know, and print what it is called.

    A node may name providers; the other app needs them, too.
    """
    with HopaeConnect() as connect:
        workflows = connect.apps.workflows
        known = workflows.get(client_id, workflow_id)
        clone = workflows.create(
            other_client_id, name=f"{known.name} (copy)", entry_node_id=known.entry_node_id, nodes=known.nodes
        )
    print(f"{clone.workflow_id}  {clone.name}: {', '.join(node.type_ for node in clone.nodes)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
