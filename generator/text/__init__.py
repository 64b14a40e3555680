"""Text in, text out: spelling, sentences, comparison, escaping, links, Markdown.

It knows nothing of briefings and imports no other package.
"""

__all__ = [
    "comment_escaping",
    "markdown_escaping",
    "quote_normalization",
    "sentences",
    "transliteration",
    "urls",
    "whitespace",
    "word_diff",
]
