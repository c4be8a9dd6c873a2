// The user: one script of answers. Each question and its answer is told to the
// recorder, for the trace.
(function (host, native) {
  'use strict';
  var u = native.user, granted = Object.create(null), privacy = false;

  function answered(question, yes, covers, word) {
    native.asked(question, word || (yes ? 'agrees' : u.closes ? 'closes it' : 'refuses'), !!yes, covers);
    return yes;
  }
  host.settings = function () { return Object.assign({}, granted); };
  // scope is whether the user grants a scope; he is asked once.
  host.scope = function (name) {
    if (name in granted) return granted[name];
    var yes = u.agrees || u.scopes.indexOf(name) >= 0;
    answered('the platform asks for ' + name, yes, name);
    if (!u.closes || yes) granted[name] = yes;
    return yes;
  };
  host.openSetting = function () {
    native.asked('the platform shows the settings', u.agrees ? 'switches all on' : 'leaves them as they are', false, '');
    for (var s in granted) if (u.agrees) { granted[s] = true; native.asked('there ' + s, 'allows it', true, s); }
    return host.settings();
  };
  host.privacy = function () {
    if (privacy) return true;
    privacy = answered('the platform asks to agree to the privacy guide', u.agrees, '');
    return privacy;
  };
  host.privacyAgreed = function () { return privacy; };
  // agreePrivacy is the program's word that the user agreed to the privacy guide; that of
  // a user who did not is taken, as some platforms do.
  host.agreePrivacy = function () {
    privacy = true;
    if (u.agrees) native.asked('the privacy guide', 'agrees', true, '');
    else native.event('the program tells the platform that the user agrees to the privacy guide, who did not');
  };
  // revoke: the user goes to the platform's settings, takes back all that was agreed to, and refuses from then on.
  host.revoke = function () {
    native.event('the user switches off in the settings of the platform what was allowed, and takes back the agreement to the privacy guide');
    for (var s in granted) granted[s] = false;
    privacy = false;
    u.agrees = false;
    host.hide();
  };
  // unprivate: the program takes the agreement to the privacy guide back.
  host.unprivate = function () { privacy = false; };
  host.modal = function (o) {
    var text = [o.title, o.content, o.confirmText, o.cancelText, o.confirmButtonText, o.cancelButtonText].filter(function (x) { return typeof x === 'string'; }).join(' ');
    var about = native.consentText(text);
    var only = o.showCancel === false;
    var yes = u.agrees || (only && !u.closes) || (u.plain && !about);
    // Confirming what leaves no choice, or speaks of something else, is no agreement.
    native.asked('a dialogue says "' + text.slice(0, 120) + '"', yes ? 'confirms' : u.closes ? 'closes it' : 'cancels', yes && about && !only, '', true);
    return { confirm: yes, cancel: !yes && !u.closes, content: yes && o.editable ? 'text' : null };
  };
  // picks and hands are the platform's own dialogues for one thing, which hold for that alone.
  host.picks = function (name) {
    return answered(name + ' opens its dialogue', u.agrees || u.plain, 'one', u.agrees || u.plain ? 'chooses' : 'cancels');
  };
  host.hands = function (event) {
    var category = native.button(event);
    return answered('the platform asks for the ' + (category || 'data') + ' of a button (' + event + ')', u.agrees || u.buttons, category || 'one', u.agrees || u.buttons ? 'hands it over' : 'refuses');
  };
})
