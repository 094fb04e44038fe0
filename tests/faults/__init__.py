"""Processes killed, disks full, files cut and changed: nothing acknowledged is lost, nothing half is seen (`make trust` runs many)."""
