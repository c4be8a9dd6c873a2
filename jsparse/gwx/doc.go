// Package gwx reads views that were compiled: WeChat's developer tools turn WXML
// into JavaScript ($gwx in page-frame.html, $gwx_XC_1 in the files of a
// subpackage), and a package that is taken from a phone holds nothing else. It
// answers "which WXML does this script stand for": [Decode] gives trees of the
// same type that package wxml parses sources into.
//
// The script is parsed, never run. In it, each template file has a pool of
// operations and a function that builds the tree:
//
//	function gz$gwx_1(){ … Z([3,'tap']); Z([[7],[3,'name']]) … }   // pool: constants and expressions
//	var x = ['./pages/a/a.wxml', …]
//	d_[x[0]]["row"] = function(e,s,r,gg){ … }                      // <template name="row">
//	var m0 = function(e,s,r,gg){
//	  var z = gz$gwx_1()
//	  var a = _mz(z,'button',['bindtap',0,'openType',1],[],e,s,gg) // element; pool entries 0 and 0+1
//	  var b = _oz(z,3,e,s,gg)                                      // text, or the value of a condition
//	  _(a,b); _(r,a)                                               // append
//	}
//	e_[x[0]] = {f:m0, …}
//
// What compilation loses stays lost: comments, white space between tags, the
// order of attributes (they come sorted), whether an attribute was written
// openType or open-type (the latter is given), and blocks that hold one element.
// The scripts of the logic layer (app-service.js) have trees too, of components
// and their ancestors only; [Views] prefers the fuller one.
package gwx
