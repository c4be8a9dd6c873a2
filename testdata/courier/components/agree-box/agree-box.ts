Component({
  methods: {
    onChange(event: WechatMiniprogram.SwitchChange) {
      this.triggerEvent('agreed', { agreed: event.detail.value });
    },
  },
});
