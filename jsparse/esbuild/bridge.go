package esbuild

import _ "github.com/evanw/esbuild/internal/js_parser"
