const shops = require('../../utils/shops');

Page({
  data: { nearest: null, refused: false },

  // Asked first, with a reason, and only what the user allowed: no result.
  findNearest() {
    wx.authorize({
      scope: 'scope.userLocation',
      success: () => {
        wx.getLocation({
          type: 'gcj02',
          success: (place) => shops.near(place, ([nearest]) => this.setData({ nearest })),
        });
      },
      fail: () => this.setData({ refused: true }),
    });
  },

  chooseByHand() {
    wx.chooseLocation({
      success: (place) => shops.near(place, ([nearest]) => this.setData({ nearest })),
    });
  },
});
