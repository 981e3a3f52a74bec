"""Programs: related projects led together by a program manager."""
