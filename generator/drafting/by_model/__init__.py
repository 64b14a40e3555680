"""Drafts by a language model: the prompt, and the proof of the answer.

Nothing here runs a program: a command hands in the answer.
"""

from .answer import MAX_BYTES, AnswerError, find_source
from .prompt import write_prompt
from .proof import open_words, prove_answer

__all__ = ["MAX_BYTES", "AnswerError", "find_source", "open_words", "prove_answer", "write_prompt"]
