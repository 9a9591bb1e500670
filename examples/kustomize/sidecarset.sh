#!/bin/sh
# kustomize wants a file; the command is on the PATH, or comes with npx.
exec npx --yes sidecarset
