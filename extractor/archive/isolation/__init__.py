"""Work in processes of its own, with limits: what goes wrong there stays there."""
