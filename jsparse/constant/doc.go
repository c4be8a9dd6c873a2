// Package constant answers "what does this module export, as far as it is made of
// constants": the module that declares a program, which names its pages by the members of
// an enum, spreads lists of other modules, or puts paths together.
//
//	enum Page { Home = 'pages/home/index' }
//	export default defineAppConfig({ pages: [Page.Home, `${root}/mine`, ...tabs] })
//
// It runs the module's body, and functions of one or more modules that the body calls, on
// constants. Of modules that are none of the program's, the calls are noted. What it can't
// tell is unknown, never guessed: of a condition that is not known, the first side is
// followed; of a loop's, once. Steps, calls and modules are bounded.
package constant
