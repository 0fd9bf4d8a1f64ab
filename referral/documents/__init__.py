"""Pictures and papers: a map of an area, a packet as PDF, calendar and QR code."""
