// Package wxml reads WXML, the markup of mini program views. It answers two
// questions: what elements, texts and event bindings does a view have, and
// where ([Parse]); and which JavaScript function does the view amount to
// ([Compile]). It does not run anything, read any file or know what a component
// or an event means.
//
// A view compiles to the text of a render function, which later stages parse
// and analyse like any other code: conditions become if, loops become for, and
// what an element does becomes a call of the host object $:
//
//	module.exports = function ($, $d) {
//	  const m = $.wxs("utils/m.wxs");            // <wxs module="m" src="…">
//	  $.use(0, "view", {"class": "a"}, {…});     // element 0 is rendered; its dataset if it has one and no events
//	  if (agreed) {                              // wx:if, wx:elif, wx:else, hidden; disabled around events
//	    $.on(1, "tap", "onTap", {"id": (id)});   // element, event, handler, dataset
//	  }
//	  for (const item of $.list((list))) {       // wx:for
//	    const index = $.index();
//	    $.text((item.name), 3);                  // a text with expressions, and the element that it is in
//	  }
//	  $.model(2, "path.to.field", "value");      // model:value, two-way
//	  $.slot(3, "name");
//	  $t["row"]({a: (x), ...y});                 // <template is data>
//	};
//
// Free identifiers stand for fields of $d (ir.Options.With), save those that
// [FreeNames] lists. $.unknown() stands for an expression that is none.
//
// Input is never trusted: any text gives a tree and a compiled function, with
// [Problem] values for what was wrong, in time proportional to its length and
// with bounded recursion.
package wxml
