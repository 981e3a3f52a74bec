"""How the work stands for what the strategy wants: objectives, programs and projects in one picture."""
