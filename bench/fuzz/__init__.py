"""Coverage-guided fuzzing of readers, folding, grammars, extraction, audit and exports (`make fuzz`, docs/hostile-input.md)."""
