// Package agegate holds the rule of that name.
//
// # Analyzer agegate
//
// agegate: personal data is collected, and nobody is asked for their age
//
// The program collects personal data, and no text in its views or its running code
// asks or checks the user's age, or speaks of minors and their guardians. The law
// wants the consent of a guardian for children's data: below 14 years in China, below
// 13 to 16 elsewhere. There is one result for the program, on the first call that
// collects.
//
// # What to do
//
// Where children may use the program, ask for the age before the data is collected,
// and have a guardian agree for those below the limit. Where that is settled
// elsewhere, say so in a minivet-ignore comment.
//
// # Level
//
// The level is note: whether children use the program is not seen in its code.
//
// # What it cannot see
//
// Texts in pictures or from a server, checks of the host app, the age that a real-name
// check yields, and whether an age that is asked for is also heeded.
package agegate
