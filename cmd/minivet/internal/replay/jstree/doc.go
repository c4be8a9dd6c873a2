// Package jstree rewrites JavaScript trees before the machine compiles them: it
// puts a meter into a program's code, so that a bound on its work is a count and
// the same on any machine, and it makes a view's code as lenient as views are.
package jstree
