// Package fuzzylocation holds the rule of that name.
//
// # Analyzer fuzzylocation
//
// fuzzylocation: the precise position is taken where a town would do
//
// Of the coordinates that getLocation yields, no use needs precision: they are only
// looked up for their city, district, province, country or adcode, sent to a weather or
// region service, rounded to two decimals or fewer, held against many kilometres, or
// not used at all. getFuzzyLocation would do, and asks the user for less.
//
// # What to do
//
// Call getFuzzyLocation, ask for scope.userFuzzyLocation instead of scope.userLocation,
// and name it in permission and requiredPrivateInfos of app.json. The platform refuses
// a program that declares both kinds, so this is possible only when no other use in the
// program needs precision.
//
// # Level
//
// The level is warning; it is note where another call of the program needs precision
// or may need it.
//
// # What it cannot see
//
// What a server does with coordinates that are sent to it: such calls are no result.
package fuzzylocation
